import { newId } from "@/gateway/v1/ids";
import { textOf } from "@/gateway/v1/schema";
import type { ToolTable } from "@/gateway/v1/toolTable";
import type { AnswerResult } from "@/gateway/v1/workflowEvents";
import type { JsonObject } from "@/lib/llm/narrow";
import type { FinishReason } from "@/types/llm";
import { annotation, callItem, messageItem, reasoningItem, stateItem, toResponseUsage } from "./items";

/** What is known of a response before it is answered. */
export interface ResponseHead {
  id: string;
  /** As the client named it. */
  model: string;
  /** Seconds since 1970. */
  createdAt: number;
  /** Settings of the request that every response repeats. */
  echo: JsonObject;
  tools: ToolTable;
  withState: boolean;
}

/** How a response stands; `output` are its finished items. */
export interface ResponseStand {
  status: "in_progress" | "completed" | "incomplete" | "failed";
  output?: readonly JsonObject[];
  usage?: JsonObject;
  incomplete?: string;
  error?: { code: string; message: string };
}

export function responseObject(head: ResponseHead, stand: ResponseStand): JsonObject {
  return {
    id: head.id,
    object: "response",
    created_at: head.createdAt,
    status: stand.status,
    error: stand.error ?? null,
    incomplete_details: stand.incomplete === undefined ? null : { reason: stand.incomplete },
    model: head.model,
    output: stand.output ?? [],
    ...head.echo,
    usage: stand.usage ?? null,
  };
}

/** Why an answer is not whole; undefined where it is. */
const incomplete: Partial<Record<FinishReason, string>> = {
  length: "max_output_tokens",
  content_filter: "content_filter",
};

/** How a response stands at its end. */
export function endOf({ finishReason, usage }: Pick<AnswerResult, "finishReason" | "usage">): ResponseStand {
  const reason = incomplete[finishReason];
  const told = { usage: toResponseUsage(usage) };
  return reason === undefined
    ? { status: "completed", ...told }
    : { status: "incomplete", incomplete: reason, ...told };
}

/** A whole answer, its items in the order in which they stream. */
export function toResponse(head: ResponseHead, result: AnswerResult): JsonObject {
  const { reasoning = "", sources = [], toolCalls = [], state } = result;
  const text = textOf(result);
  const annotations = sources.map((source) => annotation(source));
  const output = [
    ...(reasoning === "" ? [] : [reasoningItem(newId("rs_"), reasoning)]),
    ...(text === "" && toolCalls.length > 0 ? [] : [messageItem(newId("msg_"), text, annotations)]),
    ...(state === undefined || !head.withState ? [] : [stateItem(newId("rs_"), state)]),
    ...toolCalls.map((call) => callItem(call, head.tools)),
  ];
  return responseObject(head, { ...endOf(result), output });
}
