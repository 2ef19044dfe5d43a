import { editor as words } from "@/components/messages/editor";
import { isSchemaObject, type SchemaObject } from "@/lib/schemas/parts";
import { schemaProblem } from "@/lib/schemas/schemaProblem";
import { jsonFault } from "./jsonFault";
import { jsonPlace } from "./jsonPlace";
import { oncePerText } from "./oncePerText";

/** Why a text is no JSON, in words; nothing is no fault. */
export const jsonFaults = oncePerText((text) => {
  if (text.trim() === "") return [];
  const fault = jsonFault(text);
  if (fault === undefined) return [];
  const { at, kind } = fault;
  return [{ from: at, to: Math.min(at + 1, text.length), message: words.jsonFaults[kind] }];
});

/** Why a text is no schema that answers can be checked by. */
export const schemaFaults = oncePerText((text) => {
  const faults = jsonFaults(text);
  if (faults.length > 0) return faults;
  const schema = parseSchema(text);
  if (schema === undefined) return [{ from: 0, to: text.length, message: words.notObject }];
  const problem = schemaProblem(schema);
  if (problem === undefined) return [];
  const pointer = /^is wrong at (\/.*?): it /.exec(problem)?.[1] ?? "";
  return [{ ...jsonPlace(text, pointer), message: words.unusable(problem) }];
});

/** Undefined for what is not JSON, or not an object. */
export function parseSchema(text: string): SchemaObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isSchemaObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
