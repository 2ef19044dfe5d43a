import type { z } from "zod";
import { drawWorkflow } from "@/lib/graph/drawWorkflow";
import { isAppError } from "@/types/errors";
import { type WorkflowSummary, workflowSummarySchema } from "@/types/workflow";
import { parseDocument } from "./workflowDocument";

/** What a list shows of a document, made when it is saved: a list reads no document. */
export const keptSummarySchema = workflowSummarySchema.omit({ id: true, updatedAt: true }).required();
export type KeptSummary = z.infer<typeof keptSummarySchema>;

/** Null for a document that cannot be read: it is left out of the list, and opening it tells why. */
export function summarizeText(id: string, text: string): KeptSummary | null {
  try {
    const workflow = parseDocument(id, text).workflow;
    const { name, revision, nodes } = workflow;
    return { name, revision, nodeCount: nodes.length, drawing: drawWorkflow(workflow) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return null;
  }
}

export function toWorkflowSummary(id: string, updatedAtMs: number, kept: KeptSummary): Required<WorkflowSummary> {
  return { id, ...kept, updatedAt: new Date(updatedAtMs).toISOString() };
}
