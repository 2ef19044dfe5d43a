import type { LlmCall, LlmEvent, LlmResult } from "@/types/llm";
import type { Payer } from "@/types/providers";

/**
 * What both protocols of `/v1` are written from: the events of a model call, which are these, or those of a run of a
 * workflow, which need have nobody who pays: what has not changed is not paid for again.
 */
export type AnswerEvent =
  | Exclude<LlmEvent, { type: "start" | "end" }>
  /** `run`: that of a workflow. Its payer is who would pay as far as it can be told; the result says who did. */
  | { type: "start"; model: string; requestId: string; payer?: Payer; run?: string }
  | { type: "end"; result: AnswerResult };

export type AnswerResult = Omit<LlmResult, "provider" | "account" | "payer"> & { payer?: Payer };

/** What a request asks of a workflow, in the words of a call; what a workflow cannot take is told in a notice. */
export type WorkflowCall = Omit<LlmCall, "provider" | "model" | "account" | "cacheScope" | "run" | "fallback"> & {
  /** Values of its other inputs, by name; a value that is no text stands there as JSON. */
  metadata?: Record<string, string>;
};
