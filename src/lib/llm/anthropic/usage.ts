import { asNumber, asObject, type JsonObject } from "@/lib/llm/narrow";
import type { Usage } from "@/types/llm";

/** What was read from the cache or written to it is counted beside the rest of the input; ours is all of it. */
export function toUsage(usage: JsonObject): Usage {
  const cachedInputTokens = asNumber(usage.cache_read_input_tokens) ?? 0;
  const written = asNumber(usage.cache_creation_input_tokens) ?? 0;
  const inputTokens = (asNumber(usage.input_tokens) ?? 0) + cachedInputTokens + written;
  const outputTokens = asNumber(usage.output_tokens) ?? 0;
  const reasoningTokens = asNumber(asObject(usage.output_tokens_details).thinking_tokens) ?? 0;
  return { inputTokens, cachedInputTokens, outputTokens, reasoningTokens, totalTokens: inputTokens + outputTokens };
}

/** Counts grow over the events of a stream; null says nothing. */
export function joinUsage(known: JsonObject, told: unknown): JsonObject {
  return { ...known, ...Object.fromEntries(Object.entries(asObject(told)).filter(([, value]) => value !== null)) };
}
