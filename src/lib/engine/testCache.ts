import type { CachedResult, ResultCache } from "./options";

/** 128 bits of FNV-1a in four lanes: good enough to tell the texts of a test apart. */
export async function testDigest(pieces: Iterable<string>): Promise<string> {
  const text = [...pieces].join("");
  return [0, 1, 2, 3].map((lane) => fnv1a(text, lane).toString(16).padStart(8, "0")).join("");
}

function fnv1a(text: string, lane: number): number {
  let hash = 0x811c9dc5 ^ (lane * 0x9e3779b1);
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

export interface TestCache extends ResultCache {
  kept: Map<string, CachedResult>;
  /** Keys that a person holds fast. */
  pinned: Set<string>;
}

export function testCache(): TestCache {
  const kept = new Map<string, CachedResult>();
  const pinned = new Set<string>();
  return {
    kept,
    pinned,
    digest: testDigest,
    get: async (key, { pinnedOnly } = {}) => (pinnedOnly && !pinned.has(key) ? undefined : kept.get(key)),
    put: async (key, result) => void kept.set(key, result),
  };
}
