import { mapSettingsOf } from "@/lib/nodes/mapSettings";
import type { NodeKind } from "@/lib/nodes/nodeKind";
import type { Value } from "@/types/run";

/** SHA-256 of a text in UTF-8, as lower-case hex. Handed in, since the engine runs on both sides. */
export type Digest = (text: string) => string;

/** Hex digits of each half: 128 bits. */
const HALF = 32;

/**
 * The first half of a key: the kind and its version, and every setting that shapes a result (provider and model among
 * them, the account not).
 */
export function settingsKey(type: string, kind: NodeKind, data: unknown, digest: Digest): string {
  const settings = kind.resultSettings?.(data) ?? data;
  return half({ type, version: kind.version, settings, cross: mapSettingsOf(data).cross ?? false }, digest);
}

/** The second half: the inputs by their content; files count by their hash. */
export function inputsKey(inputs: Record<string, Value>, digest: Digest): string {
  return half(inputs, digest);
}

/** The two halves apart, so that a key itself tells what has changed since. */
export function splitKey(key: string): { settings: string; inputs: string } {
  return { settings: key.slice(0, HALF), inputs: key.slice(HALF) };
}

function half(value: unknown, digest: Digest): string {
  return digest(canonicalJson(value)).slice(0, HALF);
}

/** JSON in which equal values are equal texts: keys are in order, and what is undefined is left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    // JSON objects have string keys, which is all that is read here.
    const record = part as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(record)
        .sort()
        .map((key) => [key, record[key]]),
    );
  });
}
