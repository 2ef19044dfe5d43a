import { type StateOwner, toState } from "@/lib/llm/answerState";
import { type Asked, type Failure, upstreamError } from "@/lib/llm/failure";
import { unknownFinish, withoutText } from "@/lib/llm/finish";
import { asArray, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import { searchNotUsed } from "@/lib/llm/notices";
import type { ProviderEvent } from "@/lib/llm/provider";
import { describesFailure } from "@/lib/llm/said";
import type { Reading, WireReader } from "@/lib/llm/wire";
import { addUsage, type FinishReason, noUsage, type Usage } from "@/types/llm";
import { createAnswerBlocks } from "./answerBlocks";
import { toAnthropicStreamFailure } from "./errors";
import { joinUsage, toUsage } from "./usage";

/** What an answer held when it paused. */
export interface Paused {
  text: string;
  blocks: JsonObject[];
  usage: Usage;
}

export const nothingBefore: Paused = {
  text: "",
  blocks: [],
  usage: noUsage,
};

export interface ReaderOptions {
  owner: StateOwner;
  before: Paused;
  mustSearch: boolean;
  /** The answer goes on when what it holds is sent back; its `end` event is not the end then. */
  onPause(paused: Paused): void;
}

const finishReasons: Record<string, FinishReason> = {
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool_calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
};

/** Reads one answer: the events of a stream, or a message that came whole. */
export function createAnthropicReader(asked: Asked, options: ReaderOptions): WireReader {
  const answer = createAnswerBlocks(options.before);
  let usage: JsonObject = {};
  let hasBegun = false;
  let stop: { reason: string; details: JsonObject } | undefined;

  function noteStop({ stop_reason: reason, stop_details: details }: JsonObject): void {
    if (typeof reason === "string") stop = { reason, details: asObject(details) };
  }

  function read(message: unknown): Reading | undefined {
    if (!isObject(message)) return undefined;
    switch (message.type) {
      case "ping":
        return { events: [] };
      case "message_start":
        hasBegun = true;
        usage = joinUsage(usage, asObject(message.message).usage);
        return { events: [] };
      case "content_block_start":
        return { events: answer.start(message.index, asObject(message.content_block)) };
      case "content_block_delta":
        return { events: answer.delta(message.index, asObject(message.delta)) };
      case "content_block_stop":
        return { events: answer.stop(message.index) };
      case "message_delta":
        noteStop(asObject(message.delta));
        usage = joinUsage(usage, message.usage);
        return { events: [] };
      case "message_stop":
        return end([]);
      case "message":
        return readWhole(message);
    }
    if (message.type === "error" || describesFailure(message)) {
      return { events: [], failure: toAnthropicStreamFailure(message, asked) };
    }
    // Kinds of events are added without a new version; before the answer begins they are another protocol's.
    return hasBegun && typeof message.type === "string" ? { events: [] } : undefined;
  }

  function readWhole(message: JsonObject): Reading {
    noteStop(message);
    usage = joinUsage(usage, message.usage);
    const blocks = asArray(message.content).map(asObject);
    return end(blocks.flatMap((block, index) => [...answer.start(index, block), ...answer.stop(index)]));
  }

  function end(events: ProviderEvent[]): Reading {
    const reason = stop?.reason ?? "none given";
    const text = answer.text();
    const used = addUsage(options.before.usage, toUsage(usage));
    if (reason === "refusal") return { events, failure: refused(asked, stop?.details ?? {}) };
    if (reason === "pause_turn") {
      options.onPause({ text, blocks: answer.blocks(), usage: used });
      return { events: [...events, endOf(text, "other", used)] };
    }
    const finishReason = finishReasons[reason] ?? "other";
    // Calls of an answer that was cut are not acted upon.
    const calls = finishReason === "length" ? [] : answer.calls();
    if (text === "" && calls.length === 0 && finishReason !== "length") {
      return { events, failure: { error: withoutText(asked, { reason, usage: used }) } };
    }
    const notices = finishReason === "other" ? [unknownFinish(asked, reason)] : [];
    const asks = calls.map((call) => ({ type: "tool-call" as const, ...call }));
    const last = endOf(text, calls.length > 0 ? "tool_calls" : finishReason, used);
    return { events: [...events, ...tellSearch(calls.length > 0), ...notices, ...asks, last] };
  }

  function endOf(text: string, finishReason: FinishReason, used: Usage): ProviderEvent {
    return { type: "end", text, finishReason, usage: used, ...stateOf(answer.blocks(), options.owner) };
  }

  /** Pages that were found stand for those that are cited where none is. */
  function tellSearch(goesOn: boolean): ProviderEvent[] {
    const found = answer.hasCited() ? [] : answer.found();
    const sources = found.map((source) => ({ type: "source" as const, ...source }));
    if (goesOn || !options.mustSearch || answer.hasSearched()) return sources;
    return [{ type: "notice", ...searchNotUsed }];
  }

  return {
    read,
    // A gateway may leave the last event out.
    close: () => (stop === undefined ? undefined : end([])),
  };
}

/** Only what a text does not tell has to come back. */
function stateOf(blocks: JsonObject[], owner: StateOwner) {
  const isPlain = blocks.every(({ type, citations }) => type === "text" && asArray(citations).length === 0);
  return isPlain ? {} : { state: toState(owner, blocks) };
}

function refused(asked: Asked, { category, explanation }: JsonObject): Failure {
  const facts = { reason: asText(category) ?? "refusal", words: asText(explanation) };
  return { error: upstreamError("content_rejected", asked, facts) };
}
