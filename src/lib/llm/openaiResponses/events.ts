import { asArray, asNumber, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import { describesFailure } from "@/lib/llm/said";
import type { Usage } from "@/types/llm";
import { joinMessages } from "./textAssembly";

/** What one event of the stream says, as far as it is read. */
export type ResponsesSignal =
  /** A message that is none of the answer begins. */
  | { type: "commentary"; itemId: string }
  | { type: "text"; text: string; itemId: string }
  | { type: "text-part"; text: string; itemId: string }
  | { type: "reasoning"; text: string }
  | { type: "message"; text: string; refusal: string }
  | { type: "completed"; text: string; refusal: string; usage: Usage }
  | { type: "incomplete"; reason: string; text: string; usage: Usage }
  | { type: "failed"; error: JsonObject };

/** Events beside those of the answer that servers of this protocol send. */
const besideTheAnswer = /^(response|codex|keepalive|ping)\b/;

/**
 * The signal of one message; `ignored` for events that are not read, now or in future; undefined for what is none of
 * this protocol. Only `type` inside the data counts, not the name of the event. A response without an event around it
 * is one that was not streamed.
 */
export function parseResponsesEvent(message: unknown): ResponsesSignal | { type: "ignored" } | undefined {
  const event = asObject(message);
  switch (event.type) {
    case "response.output_item.added":
      return toCommentary(asObject(event.item)) ?? ignored;
    case "response.output_text.delta":
      return { type: "text", text: asText(event.delta) ?? "", itemId: asText(event.item_id) ?? "" };
    case "response.output_text.done":
      return { type: "text-part", text: asText(event.text) ?? "", itemId: asText(event.item_id) ?? "" };
    case "response.reasoning_summary_text.delta":
    case "response.reasoning_text.delta":
      return { type: "reasoning", text: asText(event.delta) ?? "" };
    case "response.reasoning_summary_part.added":
      return { type: "reasoning", text: (asNumber(event.summary_index) ?? 0) > 0 ? "\n\n" : "" };
    case "response.output_item.done":
      return toMessage(asObject(event.item)) ?? ignored;
    case "response.completed":
    case "response.done":
      return toEnd(asObject(event.response), "completed");
    case "response.incomplete":
      return toEnd(asObject(event.response), "incomplete");
    case "response.failed":
      return toEnd(asObject(event.response), "failed");
    case undefined:
      if (event.object === "response" || Array.isArray(event.output)) return toEnd(event, "completed");
      break;
    default:
      if (typeof event.type === "string" && besideTheAnswer.test(event.type)) return ignored;
  }
  return event.type === "error" || describesFailure(event) ? { type: "failed", error: event } : undefined;
}

const ignored = { type: "ignored" } as const;

/** What stands inside counts more than the event around it: `completed` may hold a response that failed. */
function toEnd(response: JsonObject, named: string): ResponsesSignal {
  const status = asText(response.status) ?? named;
  if (status === "failed" || isObject(response.error) || (named === "failed" && status !== "incomplete")) {
    return { type: "failed", error: asObject(response.error) };
  }
  const { text, refusal, usage } = readResponse(response);
  if (status === "completed" && named !== "incomplete") return { type: "completed", text, refusal, usage };
  const reason = asText(asObject(response.incomplete_details).reason) ?? (status === "incomplete" ? "unknown" : status);
  return { type: "incomplete", reason, text, usage };
}

function toCommentary(item: JsonObject): ResponsesSignal | undefined {
  const itemId = asText(item.id);
  return isCommentary(item) && itemId !== undefined ? { type: "commentary", itemId } : undefined;
}

/** Newer models tell what they say about their work (`commentary`) from the answer (`final_answer`, or no phase). */
function isCommentary(item: JsonObject): boolean {
  return item.type === "message" && item.phase === "commentary";
}

function isAnswer(item: JsonObject): boolean {
  return item.type === "message" && !isCommentary(item);
}

function toMessage(item: JsonObject): ResponsesSignal | undefined {
  return isAnswer(item) ? { type: "message", ...readMessage(item) } : undefined;
}

function readMessage(item: JsonObject): { text: string; refusal: string } {
  const parts = asArray(item.content).map(asObject);
  const join = (type: string, field: string) =>
    parts.map((part) => (part.type === type ? (asText(part[field]) ?? "") : "")).join("");
  return { text: join("output_text", "text"), refusal: join("refusal", "refusal") };
}

function readResponse(response: JsonObject): { text: string; refusal: string; usage: Usage } {
  const messages = asArray(response.output).map(asObject).filter(isAnswer).map(readMessage);
  return {
    text: joinMessages(messages.map((message) => message.text)),
    refusal: joinMessages(messages.map((message) => message.refusal)),
    usage: toUsage(asObject(response.usage)),
  };
}

/** Details may be null or absent. `totalTokens` is the upstream's own figure. */
function toUsage(usage: JsonObject): Usage {
  const inputTokens = asNumber(usage.input_tokens) ?? 0;
  const outputTokens = asNumber(usage.output_tokens) ?? 0;
  return {
    inputTokens,
    cachedInputTokens: asNumber(asObject(usage.input_tokens_details).cached_tokens) ?? 0,
    outputTokens,
    reasoningTokens: asNumber(asObject(usage.output_tokens_details).reasoning_tokens) ?? 0,
    totalTokens: asNumber(usage.total_tokens) ?? inputTokens + outputTokens,
  };
}
