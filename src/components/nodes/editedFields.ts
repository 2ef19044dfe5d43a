import { nodeKinds } from "@/lib/nodes/nodeKinds";
import type { EditedField } from "@/store/dialogStore";
import { nodeById } from "@/store/graphIndex";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** How a text is written, and so what helps with it. */
export type TextForm = "prompt" | "prose" | "markdown" | "lines" | "csv" | "json" | "schema" | "code";

/** Kinds whose text is written on the node itself. */
const written: ReadonlySet<string> = new Set(["prompt", "note", "list", "transform"]);

export function isWritten({ type }: WorkflowNode): boolean {
  return written.has(type);
}

/** The texts of a node that may grow long, the one that a person most likely means first. */
export function editedFieldsOf(node: WorkflowNode): EditedField[] {
  switch (node.type) {
    case "prompt":
    case "note":
    case "list":
      return [{ nodeId: node.id, name: "text" }];
    case "transform":
      return [{ nodeId: node.id, name: "code" }];
    case "llmGenerate":
      return fieldsOfModel(node.id, node.data);
    case "compare":
      return variantsOf(node).flatMap((variant, index) => fieldsOfModel(node.id, variant, index));
    case "score":
      return fieldsOfScore(node);
    default:
      return [];
  }
}

function fieldsOfScore({ id, data: { method } }: WorkflowNode): EditedField[] {
  if (method === "judge") return [{ nodeId: id, name: "rubric" }];
  return method === "schema" ? [{ nodeId: id, name: "jsonSchema" }] : [];
}

function fieldsOfModel(nodeId: string, settings: Settings, variant?: number): EditedField[] {
  const system: EditedField = { nodeId, name: "system", variant };
  return settings.jsonSchema === undefined ? [system] : [system, { nodeId, name: "jsonSchema", variant }];
}

/** Tells the fields of one node apart; small fields carry it as `data-edits`. */
export function keyOf({ name, variant }: EditedField): string {
  return variant === undefined ? name : `${name} ${variant}`;
}

export function formOf(node: WorkflowNode, { name }: EditedField): TextForm {
  if (name === "jsonSchema") return "schema";
  if (name === "system" || name === "rubric") return "prose";
  if (name === "code") return "code";
  if (node.type === "prompt") return "prompt";
  if (node.type === "note") return "markdown";
  const split = nodeKinds.list.schema.safeParse(node.data).data?.split ?? "lines";
  return split === "delimiter" || split === "jsonl" ? "lines" : split;
}

/** What the node holds there now; undefined when it has no such setting. */
export function settingOf(node: WorkflowNode, { name, variant }: EditedField): unknown {
  return settingsOf(node, variant)?.[name];
}

/** Edits of one field in a row are one step of undo, as they are in its small field. */
export function changeField({ nodeId, name, variant }: EditedField, value: unknown): void {
  if (variant === undefined) {
    workflowActions().updateNodeData(nodeId, { [name]: value });
    return;
  }
  const { workflow } = workflowStore.getState();
  const node = workflow === null ? undefined : nodeById(workflow.nodes, nodeId);
  const variants = node === undefined ? [] : variantsOf(node);
  const old = variants[variant];
  if (old === undefined || old[name] === value) return;
  workflowActions().updateNodeData(nodeId, { variants: variants.with(variant, { ...old, [name]: value }) });
}

type Settings = Record<string, unknown>;

function settingsOf(node: WorkflowNode, variant?: number): Settings | undefined {
  return variant === undefined ? node.data : variantsOf(node)[variant];
}

function variantsOf({ data }: WorkflowNode): Settings[] {
  const isSettings = (value: unknown): value is Settings => typeof value === "object" && value !== null;
  return Array.isArray(data.variants) && data.variants.every(isSettings) ? data.variants : [];
}
