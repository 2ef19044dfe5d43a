import type { ProviderId } from "@/types/providerTable";
import type { Workflow } from "@/types/workflow";

/** What the LLM nodes of a template run on. An empty model is one that the person still has to choose. */
export interface TemplateModel {
  provider: ProviderId;
  model: string;
  account?: string;
}

/** The part of a document that a template brings. Its ids are replaced when it is put on the canvas. */
export type TemplateParts = Pick<Workflow, "nodes" | "edges"> & { layout: Workflow["layout"]["nodes"] };
