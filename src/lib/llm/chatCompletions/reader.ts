import { type StateOwner, toState } from "@/lib/llm/answerState";
import { type Asked, type Failure, upstreamError } from "@/lib/llm/failure";
import { unknownFinish, withoutText } from "@/lib/llm/finish";
import { asArray, asNumber, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import { searchNotUsed } from "@/lib/llm/notices";
import type { ProviderEvent } from "@/lib/llm/provider";
import { describesFailure } from "@/lib/llm/said";
import { fromCodePoints } from "@/lib/llm/textOffsets";
import type { Reading, WireReader } from "@/lib/llm/wire";
import type { FinishReason, Usage } from "@/types/llm";
import { createThinkingLog } from "./replay";
import { createToolCallAssembly } from "./toolCalls";

const finishReasons: Record<string, FinishReason> = {
  stop: "stop",
  eos: "stop",
  eos_token: "stop",
  stop_sequence: "stop",
  end_turn: "stop",
  length: "length",
  max_tokens: "length",
  tool_calls: "tool_calls",
  tool_use: "tool_calls",
  function_call: "tool_calls",
  content_filter: "content_filter",
};

export interface ChatReaderOptions {
  asked: Asked;
  owner: StateOwner;
  /** Told once, before the answer. */
  notices: ProviderEvent[];
  /** A search was required: an answer without any source says so. */
  mustSearch: boolean;
  /** What a failure inside the answer means. */
  toStreamFailure(error: JsonObject): Failure;
}

/**
 * Reads one answer of `chat.completion.chunk`s, or a whole `chat.completion`. A reason to finish is not the end: usage
 * may come after it, and calls are taken once the answer has ended.
 */
export function createChatReader({
  asked,
  owner,
  notices,
  mustSearch,
  toStreamFailure,
}: ChatReaderOptions): WireReader {
  const calls = createToolCallAssembly();
  const thinking = createThinkingLog();
  let text = "";
  let refused = "";
  let reason: string | undefined;
  let usage: JsonObject = {};
  const annotations: unknown[] = [];

  function read(message: unknown): Reading | undefined {
    if (message === "[DONE]") return finish(reason ?? "stop");
    if (!isObject(message)) return undefined;
    const isAnswer = Array.isArray(message.choices) || isObject(message.usage);
    if (isObject(message.error) || !isAnswer) {
      if (!describesFailure(message) && message.type !== "error") return undefined;
      return { events: [], failure: toStreamFailure(message) };
    }
    usage = { ...usage, ...asObject(message.usage) };
    const choice = asObject(asArray(message.choices)[0]);
    reason = asText(choice.finish_reason) || reason;
    if (reason === "error") return { events: [], failure: toStreamFailure(isObject(choice.error) ? choice : message) };
    return { events: [...notices.splice(0), ...take(asObject(choice.delta ?? choice.message))] };
  }

  function take(part: JsonObject): ProviderEvent[] {
    calls.add(part.tool_calls);
    refused += asText(part.refusal) ?? "";
    const thought = thinking.note(part) + thoughtsOf(part.content);
    const said = textOf(part.content);
    text += said;
    annotations.push(...asArray(part.annotations));
    return [
      ...(thought === "" ? [] : [{ type: "reasoning-delta" as const, text: thought }]),
      ...(said === "" ? [] : [{ type: "text-delta" as const, text: said }]),
    ];
  }

  function finish(ended: string): Reading {
    const asks = calls.calls();
    if (text === "" && asks.length === 0) {
      const failure = nothingSaid(ended);
      if (failure !== undefined) return { events: [], failure: { error: failure } };
    }
    const known = Object.hasOwn(finishReasons, ended) ? finishReasons[ended] : undefined;
    const told = known === undefined ? [unknownFinish(asked, ended)] : [];
    const sources = readSources(annotations, text);
    if (mustSearch && sources.length === 0 && asks.length === 0) told.push({ type: "notice", ...searchNotUsed });
    const items = asks.length === 0 ? [] : thinking.items();
    const state = items.length === 0 ? {} : { state: toState(owner, items) };
    const finishReason = asks.length > 0 && known !== "length" ? "tool_calls" : (known ?? "other");
    const toolCalls = asks.map((call): ProviderEvent => ({ type: "tool-call", ...call }));
    return {
      events: [...sources, ...toolCalls, ...told, { type: "end", text, finishReason, usage: toUsage(usage), ...state }],
    };
  }

  function nothingSaid(ended: string) {
    if (ended === "content_filter" || refused !== "")
      return upstreamError("content_rejected", asked, { reason: ended, words: refused });
    if (finishReasons[ended] === "length") return undefined;
    return withoutText(asked, { reason: ended, usage: toUsage(usage) });
  }

  return {
    read,
    /** Some servers send no `[DONE]`, and gateways leave the reason out of a body that is whole all the same. */
    close(isWhole) {
      if (reason !== undefined) return finish(reason);
      return isWhole && (text !== "" || calls.calls().length > 0) ? finish("stop") : undefined;
    },
  };
}

/** Content is text, or a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return asArray(content)
    .map((part) => asText(asObject(part).text) ?? "")
    .join("");
}

/** Mistral's models think in parts of the content. */
function thoughtsOf(content: unknown): string {
  return asArray(content)
    .map((part) => textOf(asObject(part).thinking))
    .join("");
}

/** What the answer cites; like OpenAI these servers count code points. */
function readSources(annotations: unknown[], text: string): ProviderEvent[] {
  const toUnits = fromCodePoints(text);
  return annotations.flatMap((annotation) => {
    const { url, title, start_index, end_index } = asObject(asObject(annotation).url_citation);
    if (typeof url !== "string") return [];
    const start = toUnits(asNumber(start_index));
    const end = toUnits(asNumber(end_index));
    const place = start !== undefined && end !== undefined && end > start ? { start, end } : {};
    return [{ type: "source", url, ...(typeof title === "string" ? { title } : {}), ...place }];
  });
}

function toUsage(usage: JsonObject): Usage {
  const inputTokens = asNumber(usage.prompt_tokens) ?? 0;
  const outputTokens = asNumber(usage.completion_tokens) ?? 0;
  return {
    inputTokens,
    cachedInputTokens: asNumber(asObject(usage.prompt_tokens_details).cached_tokens) ?? 0,
    outputTokens,
    reasoningTokens: asNumber(asObject(usage.completion_tokens_details).reasoning_tokens) ?? 0,
    totalTokens: asNumber(usage.total_tokens) ?? inputTokens + outputTokens,
  };
}
