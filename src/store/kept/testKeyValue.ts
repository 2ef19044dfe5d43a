import type { KeyValue } from "./keyValue";

/** As the browser's, in memory: what goes in is a copy. */
export function testKeyValue(kept = new Map<string, unknown>()): KeyValue & { kept: Map<string, unknown> } {
  return {
    kept,
    get: async (key) => structuredClone(kept.get(key)),
    set: async (key, value) => void kept.set(key, structuredClone(value)),
    remove: async (key) => void kept.delete(key),
    keys: async () => [...kept.keys()],
  };
}

/** Of a browser that keeps nothing. */
export function refusingKeyValue(): KeyValue {
  const refuse = () => Promise.reject(new Error("Nothing is kept here."));
  return { get: refuse, set: refuse, remove: refuse, keys: refuse };
}
