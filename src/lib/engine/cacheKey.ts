import { jsonPieces } from "@/lib/nodes/jsonPieces";
import { mapSettingsOf } from "@/lib/nodes/mapSettings";
import type { NodeKind } from "@/lib/nodes/nodeKind";
import type { Value } from "@/types/run";

/**
 * SHA-256 of a text in UTF-8, as lower-case hex. Handed in, since the engine runs on both sides. The text comes in
 * pieces, between which others may have their turn.
 */
export type Digest = (pieces: Iterable<string>) => Promise<string>;

/** Hex digits of each half: 128 bits. */
const HALF = 32;

/**
 * The first half of a key: the kind and its version, and every setting that shapes a result (provider and model among
 * them, the account not).
 */
export function settingsKey(type: string, kind: NodeKind, data: unknown, digest: Digest): Promise<string> {
  const settings = kind.resultSettings?.(data) ?? data;
  return half({ type, version: kind.version, settings, cross: mapSettingsOf(data).cross ?? false }, digest);
}

/** The second half: the inputs by their content; files count by their hash. */
export function inputsKey(inputs: Record<string, Value>, digest: Digest): Promise<string> {
  return half(inputs, digest);
}

/** The two halves apart, so that a key itself tells what has changed since. */
export function splitKey(key: string): { settings: string; inputs: string } {
  return { settings: key.slice(0, HALF), inputs: key.slice(HALF) };
}

async function half(value: unknown, digest: Digest): Promise<string> {
  return (await digest(jsonPieces(value, canonicalJson, inOrder))).slice(0, HALF);
}

/** JSON in which equal values are equal texts: keys are in order, and what is undefined is left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part !== "object" || part === null || Array.isArray(part) ? part : inOrder(part),
  );
}

function inOrder(record: object): object {
  const fields = record as Record<string, unknown>; // JSON objects have string keys, which is all that is read here
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((key) => [key, fields[key]]),
  );
}
