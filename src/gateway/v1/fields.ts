import type { z } from "zod";
import { isObject, type JsonObject } from "@/lib/llm/narrow";
import { paramError } from "./paramError";

/** Reads of what a client sent: nothing where a field is absent or null, and a wrong type is told with its place. */

export function textAt(value: unknown, param: string): string {
  if (typeof value === "string") return value;
  throw paramError(param, "a text is wanted here.");
}

export function objectAt(value: unknown, param: string): JsonObject {
  if (isObject(value)) return value;
  throw paramError(param, "an object is wanted here.");
}

export function listAt(value: unknown, param: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw paramError(param, "a list is wanted here.");
}

/** What a schema makes of a value; the first fault is told with its place below `param`. */
export function parseAt<Schema extends z.ZodType>(schema: Schema, value: unknown, param = ""): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw paramError(placeOf(param, issue?.path ?? []) || "body", `${issue?.message ?? "This does not fit."}.`);
}

/** As OpenAI writes places: `tools[0].function.name`. */
function placeOf(param: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, part) => {
    if (typeof part === "number") return `${place}[${part}]`;
    return place === "" ? String(part) : `${place}.${String(part)}`;
  }, param);
}

/** Clients send null for what they do not mean. */
export function withoutNulls(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}
