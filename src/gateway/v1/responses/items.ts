import { newId } from "@/gateway/v1/ids";
import { customInput, searchInput, type ToolTable } from "@/gateway/v1/toolTable";
import type { JsonObject } from "@/lib/llm/narrow";
import type { AnswerState, Source, ToolCall, Usage } from "@/types/llm";
import { toEncryptedContent } from "./stateItem";

/** What an answer consists of, as OpenAI's API has it. */

export function messageItem(id: string, text: string, annotations: JsonObject[] = []): JsonObject {
  return { id, type: "message", status: "completed", role: "assistant", content: [textPart(text, annotations)] };
}

export function textPart(text: string, annotations: JsonObject[] = []): JsonObject {
  return { type: "output_text", annotations, logprobs: [], text };
}

export function reasoningItem(id: string, text: string): JsonObject {
  return { id, type: "reasoning", summary: [summaryPart(text)] };
}

export function summaryPart(text: string): JsonObject {
  return { type: "summary_text", text };
}

/** Carries nothing but what has to come back. */
export function stateItem(id: string, state: AnswerState): JsonObject {
  return { id, type: "reasoning", summary: [], encrypted_content: toEncryptedContent(state) };
}

/** Servers that take an item back look at how its id begins. */
const callIds = { function: "fc_", custom: "ctc_", search: "tsc_" } as const;

/** As the client knows the tool. */
export function callItem({ id: call_id, name, arguments: json }: ToolCall, tools: ToolTable): JsonObject {
  const known = tools.known(name);
  const common = { id: newId(callIds[known.kind]), status: "completed", call_id };
  const named = { name: known.name, ...(known.namespace === undefined ? {} : { namespace: known.namespace }) };
  if (known.kind === "custom") return { ...common, type: "custom_tool_call", ...named, input: customInput(json) };
  if (known.kind === "search") {
    return { ...common, type: "tool_search_call", execution: "client", arguments: searchInput(json) };
  }
  return { ...common, type: "function_call", ...named, arguments: json };
}

/** `from` is where the message begins in the text that the source's offsets are of. */
export function annotation({ url, title, start, end }: Source, from = 0): JsonObject {
  const isInside = start !== undefined && end !== undefined && start >= from;
  return {
    type: "url_citation",
    start_index: isInside ? start - from : 0,
    end_index: isInside ? end - from : 0,
    url,
    title: title ?? "",
  };
}

export function toResponseUsage(usage: Usage): JsonObject {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedInputTokens },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: usage.totalTokens,
  };
}
