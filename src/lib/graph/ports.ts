import type { WorkflowNode } from "@/types/workflow";

/** What a port carries. `any` takes every type (an output node); a list has items of its base type. */
export type BaseType = "text" | "image" | "file" | "json" | "any";

export interface Port {
  name: string;
  type: BaseType;
  /** Carries a list. */
  list?: boolean;
  /** An output that carries a list when its value is an array, and a single value otherwise. */
  listIfArray?: boolean;
  /** A list output whose lists, where the node runs once per item, become one: never a list of lists. */
  spread?: boolean;
  /** An input that takes what arrives as it is: one value, or a list with the places of its failed items. */
  whole?: boolean;
  /** A run is refused while a required input has no wire. */
  required?: boolean;
  /** Takes any number of wires; the node gets their values as one list, in the order of the edges. */
  many?: boolean;
  /** With `many`: one column for each wire (`ArrivedColumn`), with the places of failed items, instead of that list. */
  columns?: boolean;
  /** What the port is called on screen; its name if absent. */
  label?: string;
}

export interface NodePorts {
  inputs: Port[];
  outputs: Port[];
}

/** How the graph learns the ports of a node; node kinds live one layer above. Unknown kinds have none. */
export type PortsOf = (node: WorkflowNode) => NodePorts;

/**
 * Whether a value of `source` may flow into `target`. Text fits where JSON is wanted (it is parsed on arrival),
 * JSON fits where text is wanted (it is written out), a single value fits a list of one, a list on a single
 * input runs the node once per item.
 */
export function fits(source: Port, target: Port): boolean {
  if (source.type === "any" || target.type === "any") return true;
  if (source.type === target.type) return true;
  const isTextual = (type: BaseType) => type === "text" || type === "json";
  return isTextual(source.type) && isTextual(target.type);
}
