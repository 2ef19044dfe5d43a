import { z } from "zod";
import { imageDataUrlSchema, noticeSchema, usageSchema } from "./llm";
import { payerSchema, providerIdSchema } from "./providers";
import type { ProviderId } from "./providerTable";
import { assetRefSchema } from "./run";

/** How pictures are to be made; which values a model knows stands in its `ImageModel`. */
export const imageSettingsSchema = z.object({
  /** Such as `1024x1024` or `auto`. */
  size: z.string().max(32).optional(),
  quality: z.string().max(32).optional(),
  background: z.string().max(32).optional(),
  /** Pictures of one call; 1 if absent. */
  n: z.int().min(1).max(10).optional(),
});
export type ImageSettings = z.infer<typeof imageSettingsSchema>;

/** One call for pictures: made anew, or of `images` where there are some. */
export const imageCallSchema = imageSettingsSchema.extend({
  provider: providerIdSchema,
  /** The provider's standard one if absent. */
  model: z.string().min(1).max(200).optional(),
  account: z.string().max(64).optional(),
  /** The run that they are made for, as in `LlmCall`. */
  run: z.string().max(200).optional(),
  prompt: z.string().min(1).max(100_000),
  images: z.array(imageDataUrlSchema).max(16).optional(),
  /** Of the size of the first picture; what is transparent in it is made anew. */
  mask: imageDataUrlSchema.optional(),
});
export type ImageCall = z.infer<typeof imageCallSchema>;

/** What the upstream says it made, which need not be what was asked. */
export const imageGotSchema = z.object({
  size: z.string().optional(),
  quality: z.string().optional(),
  background: z.string().optional(),
});
export type ImageGot = z.infer<typeof imageGotSchema>;

export const madeImageSchema = assetRefSchema.extend({
  /** Pixels. */
  width: z.int(),
  height: z.int(),
});

/** The answer of `POST /api/images`. */
export const imageResultSchema = z.object({
  images: z.array(madeImageSchema),
  asked: imageSettingsSchema,
  got: imageGotSchema,
  usage: usageSchema.optional(),
  model: z.string(),
  provider: providerIdSchema,
  account: z.string().optional(),
  payer: payerSchema,
  notices: z.array(noticeSchema),
  requestId: z.string(),
});
export type ImageResult = z.infer<typeof imageResultSchema>;

/** Providers that can make pictures at all. */
export const imageProviderIds: readonly ProviderId[] = ["openai-auth", "openai", "google"];

/** What is asked where a call names no model; with Google it is the first picture model of its list. */
export const standardImageModels: Partial<Record<ProviderId, string>> = {
  "openai-auth": "gpt-image-2",
  openai: "gpt-image-2",
};

/** `onQueue` is told that the call waits for others of the same payer (`joined`), and that it is sent (`left`). */
export type MakeImages = (
  call: ImageCall,
  signal: AbortSignal,
  onQueue?: (change: "joined" | "left") => void,
) => Promise<ImageResult>;

/** What a look before a run asks about pictures; nothing is sent. */
export interface ImageCheck {
  /** Refuses what the call itself would refuse; a payer that is not there is for others to tell. @throws AppError */
  check(call: ImageCall): Promise<void>;
  /** The model of calls that name none; empty where there is none. */
  standardModel(provider: ProviderId, account: string | undefined): Promise<string>;
}
