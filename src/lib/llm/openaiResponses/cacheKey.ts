import { createHash } from "node:crypto";
import type { LlmCall } from "@/types/llm";
import { splitSystem } from "./promptStyle";

/**
 * One name for calls that begin alike, in the form of a UUID: the payer's calls of one scope, else those with the same
 * system text and tools. It is the same after a restart, and tells nothing of what it was made from.
 */
export function toCacheKey(call: LlmCall, payer: string): string {
  const shared = call.cacheScope ?? [splitSystem(call).system, call.tools];
  const hash = createHash("sha256")
    .update(JSON.stringify([payer, shared]))
    .digest();
  // Version 8: a UUID of one's own making.
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
