import type { CredentialSource } from "@/types/credential";
import type { FinishReason, LlmCall, LlmSettings, Usage } from "@/types/llm";
import type { Model } from "@/types/providers";

/** What an upstream gives for one call: deltas, then exactly one `end`. A failure is thrown. */
export type ProviderEvent =
  | { type: "reasoning-delta"; text: string }
  | { type: "text-delta"; text: string }
  | { type: "end"; text: string; finishReason: FinishReason; usage: Usage };

/**
 * One upstream behind one wire protocol.
 * Both calls throw `AppError`; an abort of the signal reaches the socket at once and passes through untouched.
 */
export interface Provider {
  /** Settings this upstream takes from no model, with the words that end "… is not supported". */
  readonly refusedSettings: Partial<Record<keyof LlmSettings, string>>;
  stream(call: LlmCall, credentials: CredentialSource, signal: AbortSignal): AsyncIterable<ProviderEvent>;
  listModels(credentials: CredentialSource, signal: AbortSignal): Promise<Model[]>;
}
