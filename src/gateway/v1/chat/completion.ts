import { textOf } from "@/gateway/v1/schema";
import { customInput, type ToolTable } from "@/gateway/v1/toolTable";
import type { AnswerResult } from "@/gateway/v1/workflowEvents";
import type { JsonObject } from "@/lib/llm/narrow";
import type { FinishReason, Source, ToolCall, Usage } from "@/types/llm";

/** What is known of a completion before it is answered. */
export interface CompletionHead {
  id: string;
  /** As the client named it. */
  model: string;
  /** Seconds since 1970. */
  createdAt: number;
  tools: ToolTable;
  includeUsage: boolean;
}

export function toFinishReason(reason: FinishReason): Exclude<FinishReason, "other"> {
  return reason === "other" ? "stop" : reason;
}

/** A whole answer. Pure. */
export function toCompletion(head: CompletionHead, result: AnswerResult): JsonObject {
  const { toolCalls = [], sources = [], reasoning } = result;
  const text = textOf(result);
  const message = {
    role: "assistant",
    content: text === "" && toolCalls.length > 0 ? null : text,
    refusal: null,
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls.map((call) => toCall(call, head.tools)) }),
    annotations: sources.map(toAnnotation),
  };
  return {
    id: head.id,
    object: "chat.completion",
    created: head.createdAt,
    model: head.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: toFinishReason(result.finishReason) }],
    usage: toCompletionUsage(result.usage),
  };
}

/** As the client knows the tool. */
export function toCall({ id, name, arguments: json }: ToolCall, tools: ToolTable): JsonObject {
  return tools.known(name).kind === "custom"
    ? { id, type: "custom", custom: { name, input: customInput(json) } }
    : { id, type: "function", function: { name, arguments: json } };
}

/** A page that the text names in no place stands at its beginning. */
export function toAnnotation({ url, title = "", start = 0, end = 0 }: Source): JsonObject {
  return { type: "url_citation", url_citation: { url, title, start_index: start, end_index: end } };
}

export function toCompletionUsage(usage: Usage): JsonObject {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
