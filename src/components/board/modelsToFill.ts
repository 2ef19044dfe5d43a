import { changeModelSettings, type ModelSettings, modelSettingsOf } from "@/lib/nodes/modelCalls";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** The settings of a node for which nobody could choose a model yet. One that makes pictures takes its standard one. */
export function settingsWithoutModel(node: WorkflowNode): ModelSettings[] {
  return node.type === "imageGenerate" ? [] : modelSettingsOf(node).filter(({ model }) => model === "");
}

/** Completes those that have no model by what is found for them; no step of undo. */
export function fillModels(node: WorkflowNode, found: (settings: ModelSettings) => object | undefined): void {
  const filled = changeModelSettings(node, (each) => (each.model === "" ? { ...each, ...found(each) } : each));
  // Only what changed: the rest may have been edited since.
  const change = Object.entries(filled).filter(([name, value]) => value !== node.data[name]);
  if (change.length > 0) workflowActions().completeNodeData(node.id, Object.fromEntries(change));
}
