import { takesOneValue } from "@/lib/graph/lists";
import type { PlannedInput, PlannedNode } from "@/lib/graph/plan";
import type { Port } from "@/lib/graph/ports";
import { columnTitle } from "@/lib/nodes/columns";
import { parseJson } from "@/lib/nodes/jsonText";
import { isAssetRef, parseIfJson, readItemError, toText } from "@/lib/nodes/values";
import { AppError } from "@/types/errors";
import { own, ownTable } from "@/types/own";
import type { NodeOutput, Value } from "@/types/run";

/** What has arrived at a node. */
export interface Arrival {
  /** By port: values that are the same for every item, in the type that the port wants. */
  shared: Record<string, Value>;
  /** Lists on inputs for one value, in the order of the node's ports. */
  lists: ArrivedList[];
  /** Failed items that a port for lists did not take. */
  leftOut: number;
}

export interface ArrivedList {
  wire: PlannedInput;
  items: Value[];
}

/**
 * Gathers the values of a node's wires. A port that takes many gets one list, in the order of the edges, without
 * items that failed; a port for columns gets one for each wire, as it is.
 * @throws AppError `invalid_request` for a value that does not fit its port
 */
export function gather({ inputs, ports }: PlannedNode, outputOf: (node: string) => NodeOutput | undefined): Arrival {
  const arrival: Arrival = { shared: ownTable(), lists: [], leftOut: 0 };
  for (const wire of inputs) {
    const source = outputOf(wire.from);
    const value = source && own(source.output, wire.edge.source.port);
    if (source === undefined || value === undefined) continue;
    const items = Array.isArray(value) && isList(wire.output, source) ? value : undefined;
    if (wire.input.columns === true) addColumn(arrival, wire, value, items !== undefined);
    else if (wire.input.many === true) addMany(arrival, wire, items ?? [value]);
    else if (items !== undefined && takesOneValue(wire.input)) arrival.lists.push({ wire, items });
    else arrival.shared[wire.input.name] = toPortType(value, wire);
  }
  if (arrival.lists.length > 1) {
    const placeOf = new Map(ports.inputs.map(({ name }, place) => [name, place]));
    const place = ({ wire }: ArrivedList) => placeOf.get(wire.input.name) ?? 0;
    arrival.lists.sort((a, b) => place(a) - place(b));
  }
  return arrival;
}

/** An array is a list only where one was meant: JSON that happens to be an array stays one value. */
function isList(port: Port, source: NodeOutput): boolean {
  return source.items !== undefined || port.list === true || port.listIfArray === true;
}

function addMany(arrival: Arrival, wire: PlannedInput, items: Value[]): void {
  const { name } = wire.input;
  const gathered = (arrival.shared[name] as Value[] | undefined) ?? []; // nothing else writes to a port of many
  for (const item of items) {
    if (readItemError(item) !== undefined) arrival.leftOut++;
    else gathered.push(toPortType(item, wire));
  }
  arrival.shared[name] = gathered;
}

function addColumn(
  { shared }: Arrival,
  { input, edge, from, source }: PlannedInput,
  value: Value,
  list: boolean,
): void {
  const columns = (shared[input.name] as Value[] | undefined) ?? []; // nothing else writes to a port for columns
  columns.push({ node: from, title: columnTitle(source), port: edge.source.port, list, value });
  shared[input.name] = columns;
}

/** A value in the type that its port wants. @throws AppError `invalid_request` */
export function toPortType(value: Value, { input, output }: PlannedInput): Value {
  const place = input.label ?? input.name;
  if (input.type === "text") {
    if (!isAssetRef(value)) return toText(value);
    throw new AppError("invalid_request", `What arrives at ${place} is a file, not text.`);
  }
  if (input.type !== "json" || typeof value !== "string") return value;
  if (output.type === "any") return parseIfJson(value);
  return output.type === "text" ? parseJson(value, `The text that arrives at ${place}`) : value;
}
