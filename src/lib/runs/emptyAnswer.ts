import { randomUUID } from "node:crypto";

/**
 * In the place of an answer in JSON that is not there yet: its texts, numbers and flags. Lists and objects stay out, so
 * that nobody counts items of a list that says nothing. Undefined where nothing is left.
 */
export function emptyAnswer(schema: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  const { properties } = schema ?? {};
  if (typeof properties !== "object" || properties === null) return undefined;
  const fields = Object.entries(properties).flatMap(([name, of]) => {
    const value = emptyValue(of);
    return value === undefined ? [] : [[name, value] as const];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function emptyValue(schema: unknown): string | number | boolean | undefined {
  if (typeof schema !== "object" || schema === null || !("type" in schema)) return undefined;
  if (schema.type === "boolean") return false;
  // No other text is like it, so that nothing downstream is found in the cache by chance.
  if (schema.type === "string") return randomUUID();
  if (schema.type !== "number" && schema.type !== "integer") return undefined;
  return "minimum" in schema && typeof schema.minimum === "number" ? schema.minimum : 0;
}
