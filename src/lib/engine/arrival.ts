import type { PlannedInput, PlannedNode } from "@/lib/graph/plan";
import { toText } from "@/lib/nodes/values";
import { AppError } from "@/types/errors";
import type { PortValues, Value } from "@/types/run";

/**
 * The values of a node's inputs, by port: as its wires bring them, in the type the port wants. A port that takes
 * many wires gets a list in the order of the edges. @throws AppError `invalid_request` for text that should be JSON
 */
export function gatherInputs(
  { inputs }: PlannedNode,
  outputsOf: (node: string) => PortValues | undefined,
): Record<string, Value> {
  const single: Record<string, Value> = {};
  const many: Record<string, Value[]> = {};
  for (const wire of inputs) {
    const value = outputsOf(wire.from)?.[wire.edge.source.port];
    if (value === undefined) continue;
    const arrived = toPortType(value, wire);
    const { name } = wire.input;
    if (wire.input.many !== true) single[name] = arrived;
    else if (many[name] === undefined) many[name] = [arrived];
    else many[name].push(arrived);
  }
  return { ...single, ...many };
}

function toPortType(value: Value, { input, output }: PlannedInput): Value {
  if (input.type === "text" && output.type === "json") return toText(value);
  if (input.type !== "json" || output.type !== "text" || typeof value !== "string") return value;
  try {
    return JSON.parse(value) as Value; // JSON.parse gives nothing but JSON
  } catch (cause) {
    const message = `The text that arrives at ${input.label ?? input.name} is not JSON.`;
    throw new AppError("invalid_request", message, {}, { cause });
  }
}
