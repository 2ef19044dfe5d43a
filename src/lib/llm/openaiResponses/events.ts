import { asArray, asNumber, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
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

/**
 * The signal of one event; undefined for events that are not read, now or in future. Only `type` inside the data
 * counts, not the name of the event.
 */
export function parseResponsesEvent(data: string): ResponsesSignal | undefined {
  let event: JsonObject;
  try {
    event = asObject(JSON.parse(data));
  } catch {
    return undefined;
  }
  switch (event.type) {
    case "response.output_item.added":
      return toCommentary(asObject(event.item));
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
      return toMessage(asObject(event.item));
    case "response.completed":
    case "response.done":
      return { type: "completed", ...readResponse(asObject(event.response)) };
    case "response.incomplete":
      return toIncomplete(asObject(event.response));
    case "response.failed":
      return { type: "failed", error: asObject(asObject(event.response).error) };
    case "error":
      return { type: "failed", error: "error" in event ? asObject(event.error) : event };
    default:
      return undefined;
  }
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

function toIncomplete(response: JsonObject): ResponsesSignal {
  const { text, usage } = readResponse(response);
  const reason = asText(asObject(response.incomplete_details).reason) ?? "unknown";
  return { type: "incomplete", reason, text, usage };
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
