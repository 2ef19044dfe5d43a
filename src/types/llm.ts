import { z } from "zod";
import { payerSchema, providerIdSchema } from "./providers";

/** Rough: English has about four characters to a token (https://help.openai.com/en/articles/4936856). */
export const CHARACTERS_PER_TOKEN = 4;

export const usageSchema = z.object({
  inputTokens: z.number(),
  cachedInputTokens: z.number(),
  outputTokens: z.number(),
  reasoningTokens: z.number(),
  totalTokens: z.number(),
});
export type Usage = z.infer<typeof usageSchema>;

export const noUsage: Readonly<Usage> = {
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  totalTokens: 0,
};

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    totalTokens: a.totalTokens + b.totalTokens,
  };
}

/** Something the person should know about a call that went on all the same. */
export const noticeSchema = z.object({ code: z.string(), message: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

const toolNameSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, _ or -");

/** A function that the caller can run for the model; `parameters` is a JSON schema of its arguments. */
export const toolSchema = z
  .object({
    name: toolNameSchema,
    description: z.string().max(20_000).optional(),
    parameters: z.record(z.string(), z.unknown()),
    /** False: the schema is a wish. Where nothing is said it binds if the upstream can bind by it. */
    strict: z.boolean().optional(),
  })
  .strict();
export type Tool = z.infer<typeof toolSchema>;

export const toolChoiceSchema = z.union([
  z.enum(["auto", "none", "required"]),
  z.object({ name: toolNameSchema }).strict(),
]);
export type ToolChoice = z.infer<typeof toolChoiceSchema>;

/** A call that the model asks for; `arguments` is JSON text as the model wrote it. */
export const toolCallSchema = z.object({
  id: z.string().min(1).max(256),
  name: z.string().max(256),
  arguments: z.string(),
});
export type ToolCall = z.infer<typeof toolCallSchema>;

/** What an answer held beside its text, handed back unread with the next call (lib/llm/answerState.ts). */
export const answerStateSchema = z.record(z.string(), z.unknown());
export type AnswerState = z.infer<typeof answerStateSchema>;

/** How many of the call's pictures and files belong to a message; messages take them in their order. */
export const attachedSchema = z
  .object({ images: z.int().nonnegative().optional(), files: z.int().nonnegative().optional() })
  .strict();
export type Attached = z.infer<typeof attachedSchema>;

/** Pictures and files that no message takes go with the last thing the person said. */
export const messageSchema = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content: z.string() }).strict(),
  z.object({ role: z.literal("user"), content: z.string(), attached: attachedSchema.optional() }).strict(),
  z
    .object({
      role: z.literal("assistant"),
      content: z.string(),
      toolCalls: z.array(toolCallSchema).max(128).optional(),
      state: answerStateSchema.optional(),
    })
    .strict(),
  /** What a call gave. */
  z
    .object({
      role: z.literal("tool"),
      toolCallId: z.string().min(1).max(256),
      content: z.string(),
      attached: attachedSchema.optional(),
    })
    .strict(),
]);
export type Message = z.infer<typeof messageSchema>;

/** Where something in an answer comes from; `start` and `end` are offsets in its `text`, in UTF-16 units. */
export const sourceSchema = z.object({
  url: z.string(),
  title: z.string().optional(),
  start: z.int().nonnegative().optional(),
  end: z.int().nonnegative().optional(),
});
export type Source = z.infer<typeof sourceSchema>;

/** An image inlined as `data:image/…;base64,…`; what it is, its bytes tell. */
export const imageDataUrlSchema = z
  .string()
  .regex(/^data:image\/[\w.+-]+;base64,[A-Za-z0-9+/=]+$/, "an image as a data URL (PNG, JPEG, WebP or GIF)");

/** A PDF inlined as `data:application/pdf;base64,…`. */
export const fileSchema = z
  .object({
    name: z.string().min(1).max(255),
    dataUrl: z.string().regex(/^data:application\/pdf;base64,[A-Za-z0-9+/=]+$/, "a PDF as a data URL"),
  })
  .strict();
export type InputFile = z.infer<typeof fileSchema>;

/** `required`: a search must be seen to happen, else a notice `search_not_used` says that none did. */
export const webSearchSchema = z.union([z.boolean(), z.object({ required: z.literal(true) }).strict()]);

/** Settings that shape an answer; a model that cannot honour one says so in a notice. */
export const llmSettingsSchema = z.object({
  system: z.string().optional(),
  temperature: z.number().min(0).max(2).optional(),
  maxTokens: z.int().positive().optional(),
  reasoningEffort: z.string().max(32).optional(),
  verbosity: z.string().max(32).optional(),
  serviceTier: z.string().max(32).optional(),
  jsonSchema: z.record(z.string(), z.unknown()).optional(),
  webSearch: webSearchSchema.optional(),
  /** Asks for what the model tells of its thinking. */
  reasoningSummary: z.boolean().optional(),
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
  files: z.array(fileSchema).max(20).optional(),
  tools: z.array(toolSchema).max(128).optional(),
  toolChoice: toolChoiceSchema.optional(),
  parallelToolCalls: z.boolean().optional(),
  /** Calls of one scope begin alike, so that the upstream may find their common beginning again. */
  cacheScope: z.string().max(200).optional(),
  /** The run that it is made for: so it can be told who holds the places of a payer. */
  run: z.string().max(200).optional(),
  /** Who asks takes the bytes of an answer in this protocol where the upstream speaks it (`relay` of `LlmEvent`). */
  relay: z.enum(["responses"]).optional(),
  /** In order. Without it who pays never changes. */
  fallback: fallbacksSchema.optional(),
});
export type LlmCall = z.infer<typeof llmCallSchema>;

export const finishReasonSchema = z.enum(["stop", "length", "tool_calls", "content_filter", "other"]);
export type FinishReason = z.infer<typeof finishReasonSchema>;

/** The JSON answer of `POST /api/llm`, and the data of a stream's `end`. */
export const llmResultSchema = z.object({
  text: z.string(),
  /** The parsed answer, when a JSON schema was asked for. */
  json: z.unknown().optional(),
  /** Present when the model asks for them; then `finishReason` is `tool_calls`. */
  toolCalls: z.array(toolCallSchema).optional(),
  state: answerStateSchema.optional(),
  sources: z.array(sourceSchema).optional(),
  /** The summary of the model's thinking, where it told one. */
  reasoning: z.string().optional(),
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
  /** Whole: its arguments have come to their end, and so has the answer. */
  | ({ type: "tool-call" } & ToolCall)
  | ({ type: "source" } & Source)
  | ({ type: "notice" } & Notice)
  /** In the place of deltas, where the call asked for it: to be pumped before the next event is asked for. */
  | { type: "relay"; bytes: RelayedBytes }
  | { type: "end"; result: LlmResult };

/** The body of an answer as its upstream writes it, in whole events. */
export interface RelayedBytes {
  /** What has come already. */
  head: readonly Uint8Array[];
  /** Hands on the rest as it comes, and ends with it; what `write` gives is waited for before more is read. */
  pump(write: (bytes: Uint8Array) => Promise<void> | undefined): Promise<void>;
}

/** Makes one model call; the engine and the routes see nothing else of a provider. */
export type CallLlm = (call: LlmCall, signal: AbortSignal) => AsyncIterable<LlmEvent>;
