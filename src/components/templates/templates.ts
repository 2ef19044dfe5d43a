import type { Model } from "@/types/providers";
import { draftCritiqueRewrite } from "./draftCritiqueRewrite";
import { everyRow } from "./everyRow";
import { pictureToFacts } from "./pictureToFacts";
import type { TemplateModel, TemplateParts } from "./templateParts";

export interface Template {
  id: TemplateId;
  /** Whether a model can do what the template asks for. */
  suits: (model: Model) => boolean;
  build: (runsOn: TemplateModel) => TemplateParts;
}

export type TemplateId = "draftCritiqueRewrite" | "everyRow" | "pictureToFacts";

export const templates: Template[] = [
  { id: "draftCritiqueRewrite", suits: () => true, build: draftCritiqueRewrite },
  { id: "everyRow", suits: () => true, build: everyRow },
  {
    id: "pictureToFacts",
    suits: (model) => model.input.includes("image") && model.supports.jsonSchema,
    build: pictureToFacts,
  },
];

/** The first model of a list that suits, the wished one before all others; undefined when none does. */
export function chooseModel(models: Model[], suits: (model: Model) => boolean, wished?: string): Model | undefined {
  const usable = models.filter((model) => model.hiddenReason === undefined && suits(model));
  return usable.find((model) => model.id === wished) ?? usable[0];
}
