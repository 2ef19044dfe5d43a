import { type StateOwner, toState } from "@/lib/llm/answerState";
import { type UpstreamErrorCode, upstreamError } from "@/lib/llm/failure";
import { unknownFinish, withoutText } from "@/lib/llm/finish";
import { plainMeaning } from "@/lib/llm/meanings";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { Reading, WireReader } from "@/lib/llm/wire";
import type { ErrorFacts } from "@/types/errors";
import type { FinishReason, Usage } from "@/types/llm";
import { type Answer, createAnswer } from "./answer";
import { type Asker, toStreamFailure } from "./errors";
import { parseResponsesEvent, type ResponsesSignal } from "./events";

const nothing: Reading = { events: [] };

/** Reasons of an incomplete answer that say it ran out of room. */
const lengthReasons: ReadonlySet<string> = new Set(["max_output_tokens", "max_tokens", "length"]);

export interface ReaderOptions {
  asker: Asker;
  nowMs(): number;
  /** Whose the items of the answer are, which its end carries as state. */
  owner: StateOwner;
  toFailure?: typeof toStreamFailure;
}

/** Reads one answer, streamed or whole. Calls are given once it has ended properly. */
export function createResponsesReader(options: ReaderOptions): WireReader {
  const answer = createAnswer();
  return {
    read(message) {
      const signal = parseResponsesEvent(message);
      if (signal === undefined) return undefined;
      return signal.type === "ignored" ? nothing : toReading(signal, answer, options);
    },
  };
}

function toReading(signal: ResponsesSignal, answer: Answer, options: ReaderOptions): Reading {
  switch (signal.type) {
    case "commentary":
      answer.beginCommentary(signal.itemId);
      return nothing;
    case "text":
      return { events: answer.textDelta(signal.text, signal.itemId) };
    case "text-part":
      return { events: answer.textPart(signal.text, signal.itemId) };
    case "reasoning":
      return { events: answer.thoughtDelta(signal.text, signal.part) };
    case "annotation":
      answer.annotate(signal.itemId, signal.annotation);
      return nothing;
    case "item":
      return { events: answer.itemDone(signal.item) };
    case "completed":
      return complete(answer.finish(signal.output), answer, signal.usage, options);
    case "incomplete":
      return incomplete(answer.finish(signal.output), answer, signal, options);
    case "failed": {
      const toFailure = options.toFailure ?? toStreamFailure;
      return { events: [], failure: toFailure(signal.error, options.asker, options.nowMs()) };
    }
  }
}

function complete(shown: ProviderEvent[], answer: Answer, usage: Usage, { asker, owner }: ReaderOptions): Reading {
  const calls = answer.calls().map((call): ProviderEvent => ({ type: "tool-call", ...call }));
  if (calls.length === 0 && answer.text() === "") return { events: shown, failure: empty(answer, usage, asker) };
  const state = toState(owner, answer.held());
  const finishReason = calls.length > 0 ? "tool_calls" : "stop";
  return { events: [...shown, ...answer.sources(), ...calls, { ...endOf(answer, finishReason, usage), state }] };
}

function empty(answer: Answer, usage: Usage, asker: Asker) {
  if (answer.refused() !== "") return failed("content_rejected", asker, { words: answer.refused() });
  return { error: withoutText(asker, { usage }) };
}

/** Out of room, or a reason that is not known, keeps the text; calls and items of it count for nothing. */
function incomplete(
  shown: ProviderEvent[],
  answer: Answer,
  { reason, usage }: Extract<ResponsesSignal, { type: "incomplete" }>,
  { asker }: ReaderOptions,
): Reading {
  const end = (finishReason: FinishReason, ...notices: ProviderEvent[]): Reading => ({
    events: [...shown, ...answer.sources(), ...notices, endOf(answer, finishReason, usage)],
  });
  if (lengthReasons.has(reason)) return end("length");
  const meaning = plainMeaning({ names: [reason], words: undefined });
  if (meaning === undefined && answer.text() !== "") return end("other", unknownFinish(asker, reason));
  return { events: shown, failure: failed(meaning ?? "upstream_interrupted", asker, { reason }) };
}

function endOf(answer: Answer, finishReason: FinishReason, usage: Usage) {
  return { type: "end", text: answer.text(), finishReason, usage } as const;
}

function failed(code: UpstreamErrorCode, asker: Asker, facts: ErrorFacts & { words?: string; sentence?: string }) {
  return { error: upstreamError(code, asker, facts) };
}
