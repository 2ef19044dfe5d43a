import { type Asked, upstreamError } from "@/lib/llm/failure";
import { unknownFinish } from "@/lib/llm/finish";
import { asArray, asNumber, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import type { ProviderEvent } from "@/lib/llm/provider";
import { describesFailure } from "@/lib/llm/said";
import type { Reading, WireReader } from "@/lib/llm/wire";
import type { FinishReason, Usage } from "@/types/llm";
import { blockedReasons } from "./constants";
import { toGeminiStreamFailure } from "./errors";

/** Fields of a `GenerateContentResponse`; a chunk has at least one. */
const chunkFields = ["candidates", "promptFeedback", "usageMetadata", "modelVersion", "responseId"];

/**
 * Reads one answer of `GenerateContentResponse` chunks. A `finishReason` is not its end: some models and gateways name
 * one in every chunk, or after each round of a tool, and the usage may come after it. The connection says when it ends.
 */
export function createGeminiReader(asked: Asked): WireReader {
  let text = "";
  let reason: string | undefined;
  let usage: JsonObject = {};

  function read(chunk: unknown): Reading | undefined {
    if (!isObject(chunk)) return undefined;
    if (isObject(chunk.error) || !chunkFields.some((field) => field in chunk)) {
      if (!describesFailure(chunk) && chunk.type !== "error") return undefined;
      return { events: [], failure: toGeminiStreamFailure(chunk, asked) };
    }
    usage = { ...usage, ...asObject(chunk.usageMetadata) };
    const candidate = asObject(asArray(chunk.candidates)[0]);
    const events = asArray(asObject(candidate.content).parts).flatMap(toDelta);
    for (const event of events) if (event.type === "text-delta") text += event.text;
    // A later STOP says nothing against what was said before it.
    const told = asText(candidate.finishReason) || undefined;
    if (told !== undefined && (reason === undefined || reason === "STOP")) reason = told;
    const blocked =
      asText(asObject(chunk.promptFeedback).blockReason) ?? (blockedReasons.has(told ?? "") ? told : undefined);
    if (blocked === undefined) return { events };
    return { events, failure: { error: upstreamError("content_rejected", asked, { reason: blocked }) } };
  }

  function close(isWhole: boolean): Reading | undefined {
    // A gateway may leave the reason out of a body that is whole all the same.
    const ended = reason ?? (isWhole && text !== "" ? "none given" : undefined);
    if (ended === undefined) return undefined;
    if (text === "" && ended !== "MAX_TOKENS") {
      const sentence = `${asked.upstream} finished without any text, although the request was taken.`;
      const facts = { sentence, reason: ended, usage: toUsage(usage) };
      return { events: [], failure: { error: upstreamError("upstream_interrupted", asked, facts) } };
    }
    const finishReason = toFinishReason(ended);
    const notices = finishReason === "other" ? [unknownFinish(asked, ended)] : [];
    return { events: [...notices, { type: "end", text, finishReason, usage: toUsage(usage) }] };
  }

  return { read, close };
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
export function toUsage(usage: JsonObject): Usage {
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
