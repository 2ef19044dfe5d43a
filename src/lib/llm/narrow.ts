/** Narrow reads of unknown JSON: a wrong type is the same as an absent field. */

export type JsonObject = Record<string, unknown>;

const nothing: JsonObject = Object.freeze({});

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An empty object for anything else, so that reads can be chained. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : nothing;
}

export function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Any JSON as a word, to compare it or to tell it: `String` throws at an object that has a `toString` of its own. */
export function wordOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined");
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** The fields that are not undefined. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    // Only what is undefined was taken away.
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
