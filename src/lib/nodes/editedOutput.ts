import type { PortValues, Value } from "@/types/run";
import { isRecord } from "./values";

/** Outputs with a person's changes in them. Sources of other words stay, without their places in the text. */
export function editedOutput(output: PortValues, change: PortValues): PortValues {
  const edited = { ...output, ...change };
  const hasOldPlaces = change.text !== undefined && change.text !== output.text && change.sources === undefined;
  if (!hasOldPlaces || !Array.isArray(output.sources)) return edited;
  return { ...edited, sources: output.sources.map(withoutPlace) };
}

/** The lists of a node that ran once per item, with other outputs for one of these. */
export function withItemOutput(lists: PortValues, item: number, items: number, output: PortValues): PortValues {
  const edited = { ...lists };
  for (const [port, value] of Object.entries(output)) {
    const values = edited[port];
    // Where items give several values each, these have no places of their own.
    if (Array.isArray(values) && values.length === items) edited[port] = values.with(item, value);
  }
  return edited;
}

function withoutPlace(source: Value): Value {
  if (!isRecord(source)) return source;
  const { start: _, end: __, ...rest }: Record<string, Value> = source;
  return rest;
}
