import { z } from "zod";
import { payerSchema, providerIdSchema } from "./providers";

export const usageSchema = z.object({
  inputTokens: z.number(),
  cachedInputTokens: z.number(),
  outputTokens: z.number(),
  reasoningTokens: z.number(),
  totalTokens: z.number(),
});
export type Usage = z.infer<typeof usageSchema>;

/** Something the person should know about a call that went on all the same. */
export const noticeSchema = z.object({ code: z.string(), message: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

export const messageSchema = z.object({
  role: z.enum(["system", "user", "assistant"]),
  content: z.string(),
});
export type Message = z.infer<typeof messageSchema>;

/** An image inlined as `data:image/…;base64,…`; what it is, its bytes tell. */
export const imageDataUrlSchema = z
  .string()
  .regex(/^data:image\/[\w.+-]+;base64,[A-Za-z0-9+/=]+$/, "an image as a data URL (PNG, JPEG, WebP or GIF)");

/** Settings that shape an answer; a model that cannot honour one says so in a notice. */
export const llmSettingsSchema = z.object({
  system: z.string().optional(),
  temperature: z.number().min(0).max(2).optional(),
  maxTokens: z.int().positive().optional(),
  reasoningEffort: z.string().max(32).optional(),
  verbosity: z.string().max(32).optional(),
  serviceTier: z.string().max(32).optional(),
  jsonSchema: z.record(z.string(), z.unknown()).optional(),
  webSearch: z.boolean().optional(),
});
export type LlmSettings = z.infer<typeof llmSettingsSchema>;

/** Who answers instead when an account's limit is reached or it cannot be used; the model is the call's own if none is named. */
export const fallbackSchema = z
  .object({
    provider: providerIdSchema,
    account: z.string().max(64).optional(),
    model: z.string().min(1).max(200).optional(),
  })
  .strict();
export type Fallback = z.infer<typeof fallbackSchema>;
export const fallbacksSchema = z.array(fallbackSchema).max(5);

/** One model call, whoever serves it. */
export const llmCallSchema = llmSettingsSchema.extend({
  provider: providerIdSchema,
  model: z.string().min(1).max(200),
  account: z.string().max(64).optional(),
  messages: z.array(messageSchema).min(1),
  images: z.array(imageDataUrlSchema).max(50).optional(),
  /** In order. Without it who pays never changes. */
  fallback: fallbacksSchema.optional(),
});
export type LlmCall = z.infer<typeof llmCallSchema>;

export const finishReasonSchema = z.enum(["stop", "length", "content_filter", "other"]);
export type FinishReason = z.infer<typeof finishReasonSchema>;

/** The JSON answer of `POST /api/llm`, and the data of a stream's `end`. */
export const llmResultSchema = z.object({
  text: z.string(),
  /** The parsed answer, when a JSON schema was asked for. */
  json: z.unknown().optional(),
  model: z.string(),
  provider: providerIdSchema,
  account: z.string().optional(),
  payer: payerSchema,
  finishReason: finishReasonSchema,
  usage: usageSchema,
  notices: z.array(noticeSchema),
  requestId: z.string(),
});
export type LlmResult = z.infer<typeof llmResultSchema>;

/**
 * What a call gives, in order: a `queued` if it has to wait for others of the same payer, one `start`, then deltas
 * and notices, then one `end`. A failure is thrown.
 */
export type LlmEvent =
  /** `position` counts from 1. */
  | { type: "queued"; position: number }
  | {
      type: "start";
      model: string;
      provider: LlmCall["provider"];
      account?: string;
      payer: LlmResult["payer"];
      requestId: string;
    }
  | { type: "reasoning-delta"; text: string }
  | { type: "text-delta"; text: string }
  | ({ type: "notice" } & Notice)
  | { type: "end"; result: LlmResult };

/** Makes one model call; the engine and the routes see nothing else of a provider. */
export type CallLlm = (call: LlmCall, signal: AbortSignal) => AsyncIterable<LlmEvent>;
