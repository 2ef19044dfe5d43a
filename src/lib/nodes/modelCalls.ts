import type { WorkflowNode } from "@/types/workflow";
import { kindOf } from "./nodeKinds";

/** The settings of one model that a node asks, as they stand in a document. */
export type ModelSettings = { provider: unknown; model?: unknown; account?: unknown } & Record<string, unknown>;

type Typed = Pick<WorkflowNode, "type" | "data">;

/** Whether a node spends model calls as it is set. */
export function callsModels({ type, data }: Typed): boolean {
  const calls = kindOf(type)?.callsModels;
  return typeof calls === "function" ? calls(data) : calls === true;
}

/** The same, or nodes inside of it may: what they are, only the document that it holds tells. */
export function mayAsk(node: Typed): boolean {
  return kindOf(node.type)?.holdsGraph === true || callsModels(node);
}

/** Those of each model that a node asks, in its order; none for a node that asks none, or that has none yet. */
export function modelSettingsOf(node: Typed): ModelSettings[] {
  return callsModels(node) ? settingsIn(node).filter(isModelSettings) : [];
}

/** The data of a node with those of each model as `change` gives them. */
export function changeModelSettings(node: Typed, change: (settings: ModelSettings) => ModelSettings): Typed["data"] {
  const changed = (each: unknown) => (isModelSettings(each) ? change(each) : each);
  const list = kindOf(node.type)?.modelList;
  if (!callsModels(node)) return node.data;
  if (list === undefined) return isModelSettings(node.data) ? change(node.data) : node.data;
  return Array.isArray(node.data[list]) ? { ...node.data, [list]: node.data[list].map(changed) } : node.data;
}

function settingsIn({ type, data }: Typed): unknown[] {
  const list = kindOf(type)?.modelList;
  if (list === undefined) return [data];
  return Array.isArray(data[list]) ? data[list] : [];
}

/** A document from elsewhere may hold anything. */
function isModelSettings(value: unknown): value is ModelSettings {
  return typeof value === "object" && value !== null && "provider" in value;
}
