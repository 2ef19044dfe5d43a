import { type Asked, upstreamError } from "@/lib/llm/failure";
import { asArray, asNumber, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { Reading } from "@/lib/llm/upstreamCall";
import type { FinishReason, Usage } from "@/types/llm";
import { blockedReasons } from "./constants";
import { toGeminiStreamFailure } from "./errors";

const nothing: Reading = { events: [] };

/** Reads one stream of `GenerateContentResponse` chunks; the one with a `finishReason` is the last. */
export function createGeminiReader(asked: Asked): (data: string) => Reading {
  let text = "";

  return (data) => {
    const chunk = parse(data);
    if (chunk === undefined) return nothing;
    if ("error" in chunk) return { events: [], failure: toGeminiStreamFailure(asObject(chunk.error), asked) };

    const blocked = asText(asObject(chunk.promptFeedback).blockReason);
    if (blocked !== undefined) {
      return { events: [], failure: { error: upstreamError("content_rejected", asked, { reason: blocked }) } };
    }
    const candidate = asObject(asArray(chunk.candidates)[0]);
    const events = asArray(asObject(candidate.content).parts).flatMap(toDelta);
    for (const event of events) if (event.type === "text-delta") text += event.text;
    const reason = asText(candidate.finishReason);
    if (reason === undefined) return { events };
    if (blockedReasons.has(reason)) {
      return { events, failure: { error: upstreamError("content_rejected", asked, { reason }) } };
    }
    const usage = toUsage(asObject(chunk.usageMetadata));
    if (text === "" && reason !== "MAX_TOKENS") {
      const sentence = `${asked.upstream} finished without any text, although the request was taken.`;
      return { events, failure: { error: upstreamError("upstream_interrupted", asked, { sentence, reason, usage }) } };
    }
    return { events: [...events, { type: "end", text, finishReason: toFinishReason(reason), usage }] };
  };
}

function parse(data: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(data));
  } catch {
    return undefined;
  }
}

function toDelta(part: unknown): ProviderEvent[] {
  const { text, thought } = asObject(part);
  if (typeof text !== "string" || text === "") return [];
  return [{ type: thought === true ? "reasoning-delta" : "text-delta", text }];
}

function toFinishReason(reason: string): FinishReason {
  if (reason === "STOP") return "stop";
  return reason === "MAX_TOKENS" ? "length" : "other";
}

/** Gemini counts thoughts beside the answer; ours are part of the output, as everywhere else. */
function toUsage(usage: JsonObject): Usage {
  const inputTokens = asNumber(usage.promptTokenCount) ?? 0;
  const reasoningTokens = asNumber(usage.thoughtsTokenCount) ?? 0;
  const outputTokens = (asNumber(usage.candidatesTokenCount) ?? 0) + reasoningTokens;
  return {
    inputTokens,
    cachedInputTokens: asNumber(usage.cachedContentTokenCount) ?? 0,
    outputTokens,
    reasoningTokens,
    totalTokens: asNumber(usage.totalTokenCount) ?? inputTokens + outputTokens,
  };
}
