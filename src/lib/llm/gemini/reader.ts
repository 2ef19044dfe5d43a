import { type StateOwner, toState } from "@/lib/llm/answerState";
import { type Asked, upstreamError } from "@/lib/llm/failure";
import { unknownFinish, withoutText } from "@/lib/llm/finish";
import { asArray, asNumber, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import { searchNotUsed } from "@/lib/llm/notices";
import type { ProviderEvent } from "@/lib/llm/provider";
import { describesFailure } from "@/lib/llm/said";
import type { Reading, WireReader } from "@/lib/llm/wire";
import type { FinishReason, Usage } from "@/types/llm";
import { createAnswerParts } from "./answerParts";
import { blockedReasons } from "./constants";
import { toGeminiStreamFailure } from "./errors";
import { hasSearched, readSources } from "./grounding";

/** Fields of a `GenerateContentResponse`; a chunk has at least one. */
const chunkFields = ["candidates", "promptFeedback", "usageMetadata", "modelVersion", "responseId"];

export interface ReaderOptions {
  owner: StateOwner;
  mustSearch: boolean;
  /** One call at a time, which the API has no word for. */
  onlyOneCall: boolean;
  newId(): string;
}

/**
 * Reads one answer of `GenerateContentResponse` chunks. A `finishReason` is not its end: some models and gateways name
 * one in every chunk, or after each round of a tool, and the usage may come after it. The connection says when it ends.
 */
export function createGeminiReader(asked: Asked, options: ReaderOptions): WireReader {
  const answer = createAnswerParts(options.newId, options.onlyOneCall);
  let reason: string | undefined;
  let usage: JsonObject = {};
  let grounding: JsonObject = {};

  function read(chunk: unknown): Reading | undefined {
    if (!isObject(chunk)) return undefined;
    if (isObject(chunk.error) || !chunkFields.some((field) => field in chunk)) {
      if (!describesFailure(chunk) && chunk.type !== "error") return undefined;
      return { events: [], failure: toGeminiStreamFailure(chunk, asked) };
    }
    usage = { ...usage, ...asObject(chunk.usageMetadata) };
    const candidate = asObject(asArray(chunk.candidates)[0]);
    grounding = { ...grounding, ...asObject(candidate.groundingMetadata) };
    const events = asArray(asObject(candidate.content).parts).map(asObject).flatMap(answer.add);
    // A later STOP says nothing against what was said before it.
    const told = asText(candidate.finishReason) || undefined;
    if (told !== undefined && (reason === undefined || reason === "STOP")) reason = told;
    const blocked =
      asText(asObject(chunk.promptFeedback).blockReason) ?? (blockedReasons.has(told ?? "") ? told : undefined);
    if (blocked === undefined) return { events };
    return { events, failure: { error: upstreamError("content_rejected", asked, { reason: blocked }) } };
  }

  function close(isWhole: boolean): Reading | undefined {
    const text = answer.text();
    // A gateway may leave the reason out of a body that is whole all the same.
    const isSaid = text !== "" || answer.calls().length > 0;
    const ended = reason ?? (isWhole && isSaid ? "none given" : undefined);
    if (ended === undefined) return undefined;
    const finishReason = toFinishReason(ended);
    // Calls of an answer that was cut are not acted upon.
    const calls = finishReason === "length" ? [] : answer.calls();
    if (text === "" && calls.length === 0 && finishReason !== "length") {
      return { events: [], failure: { error: withoutText(asked, { reason: ended, usage: toUsage(usage) }) } };
    }
    const notices = finishReason === "other" ? [unknownFinish(asked, ended)] : [];
    return {
      events: [
        ...tellSearch(calls.length > 0),
        ...notices,
        ...calls.map(toEvent),
        endOf(finishReason, calls.length > 0),
      ],
    };
  }

  function tellSearch(goesOn: boolean): ProviderEvent[] {
    const sources = readSources(grounding, answer.text()).map((source) => ({ type: "source" as const, ...source }));
    if (goesOn || !options.mustSearch || hasSearched(grounding)) return sources;
    return [...sources, { type: "notice", ...searchNotUsed }];
  }

  function endOf(finishReason: FinishReason, hasCalls: boolean): ProviderEvent {
    const held = answer.held();
    return {
      type: "end",
      text: answer.text(),
      finishReason: hasCalls ? "tool_calls" : finishReason,
      usage: toUsage(usage),
      ...(held.length === 0 ? {} : { state: toState(options.owner, held) }),
    };
  }

  return { read, close };
}

function toEvent(call: ReturnType<ReturnType<typeof createAnswerParts>["calls"]>[number]): ProviderEvent {
  return { type: "tool-call", ...call };
}

function toFinishReason(reason: string): FinishReason {
  if (reason === "STOP") return "stop";
  return reason === "MAX_TOKENS" ? "length" : "other";
}

/** Gemini counts thoughts beside the answer, and what tools brought beside the prompt; ours are part of them. */
export function toUsage(usage: JsonObject): Usage {
  const inputTokens = (asNumber(usage.promptTokenCount) ?? 0) + (asNumber(usage.toolUsePromptTokenCount) ?? 0);
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
