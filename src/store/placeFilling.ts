import { ROW_PORT } from "@/lib/nodes/placeholders";
import { nameKey } from "@/lib/nodes/places";
import { ownNamed } from "@/lib/nodes/values";
import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { edgesInto } from "./graphIndex";

/** What fills a place of a prompt when it runs, as far as the document tells. */
export type Filling =
  | { by: "wire"; wire: WorkflowEdge }
  | { by: "column" }
  /** Something arrives at the fields, and nobody knows yet whether it has one of that name. */
  | { by: "fields" }
  | { by: "value"; text: string }
  /** `isNoColumn`: what arrives at the fields has none of that name. */
  | { by: "nothing"; isNoColumn: boolean };

/** In the order in which a run looks: the wire, the field of that name, the value. */
export function fillingOf(
  node: WorkflowNode,
  edges: readonly WorkflowEdge[],
  name: string,
  columns: readonly string[] | undefined,
): Filling {
  const wires = edgesInto(edges, node.id);
  const wire = wires.find(({ target }) => nameKey(target.port) === nameKey(name) && target.port !== ROW_PORT);
  if (wire !== undefined) return { by: "wire", wire };
  const isRowWired = wires.some(({ target }) => target.port === ROW_PORT);
  if (isRowWired && (name === ROW_PORT || hasColumn(columns, name))) return { by: "column" };
  const text = ownValueOf(node, name);
  if (text !== undefined) return { by: "value", text };
  if (isRowWired && columns === undefined) return { by: "fields" };
  return { by: "nothing", isNoColumn: isRowWired };
}

export function hasColumn(columns: readonly string[] | undefined, name: string): boolean {
  return columns?.some((column) => nameKey(column) === nameKey(name)) === true;
}

/** The value that a prompt itself has for a place. */
export function ownValueOf({ data }: WorkflowNode, name: string): string | undefined {
  const value = ownNamed(valuesOf(data), name);
  return typeof value === "string" ? value : undefined;
}

/** The values of a prompt's places with one of them changed; undefined when none is left. */
export function withValue(
  { data }: WorkflowNode,
  name: string,
  text: string | undefined,
): Record<string, string> | undefined {
  const others = Object.entries(valuesOf(data)).filter(([other]) => nameKey(other) !== nameKey(name));
  const values = text === undefined ? others : [...others, [name, text] as const];
  return values.length === 0 ? undefined : Object.fromEntries(values);
}

/** Files from elsewhere may hold something else. */
function valuesOf({ values }: WorkflowNode["data"]): Record<string, string> {
  if (typeof values !== "object" || values === null) return {};
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "string"));
}
