import { asArray, asNumber, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import { describesFailure } from "@/lib/llm/said";
import type { Usage } from "@/types/llm";
import { isCommentary } from "./messageItems";

/** What one event of the stream says, as far as it is read. */
export type ResponsesSignal =
  /** A message that is none of the answer begins. */
  | { type: "commentary"; itemId: string }
  | { type: "text"; text: string; itemId: string }
  | { type: "text-part"; text: string; itemId: string }
  /** `part` tells the parts of what the model thinks apart. */
  | { type: "reasoning"; text: string; part: string }
  | { type: "annotation"; itemId: string; annotation: JsonObject }
  /** An item is finished. */
  | { type: "item"; item: JsonObject }
  | { type: "completed"; output: JsonObject[]; usage: Usage }
  | { type: "incomplete"; reason: string; output: JsonObject[]; usage: Usage }
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
      return { type: "reasoning", text: asText(event.delta) ?? "", part: toPart(event, event.summary_index) };
    case "response.reasoning_text.delta":
      return { type: "reasoning", text: asText(event.delta) ?? "", part: `${toPart(event, event.content_index)} text` };
    case "response.output_text.annotation.added":
      return {
        type: "annotation",
        itemId: asText(event.item_id) ?? "",
        annotation: { ...asObject(event.annotation), content_index: event.content_index },
      };
    case "response.output_item.done":
      return isObject(event.item) ? { type: "item", item: event.item } : ignored;
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
  const output = asArray(response.output).filter(isObject);
  const usage = toUsage(asObject(response.usage));
  if (status === "completed" && named !== "incomplete") return { type: "completed", output, usage };
  const reason = asText(asObject(response.incomplete_details).reason) ?? (status === "incomplete" ? "unknown" : status);
  return { type: "incomplete", reason, output, usage };
}

function toCommentary(item: JsonObject): ResponsesSignal | undefined {
  const itemId = asText(item.id);
  return isCommentary(item) && itemId !== undefined ? { type: "commentary", itemId } : undefined;
}

function toPart({ item_id: id }: JsonObject, index: unknown): string {
  return `${asText(id) ?? ""} ${asNumber(index) ?? 0}`;
}

/** Details may be null or absent. `totalTokens` is the upstream's own figure. */
export function toUsage(usage: JsonObject): Usage {
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
