import type { CredentialSource } from "@/types/credential";
import type { AppError } from "@/types/errors";
import type { ImageCall, ImageGot } from "@/types/images";
import type { UsageReport } from "@/types/limits";
import type {
  AnswerState,
  FinishReason,
  LlmCall,
  LlmSettings,
  Notice,
  RelayedBytes,
  Source,
  ToolCall,
  Usage,
} from "@/types/llm";
import type { ImageModel, Model } from "@/types/providers";

/**
 * What an upstream gives for one call: deltas and notices, then exactly one `end`. A failure is thrown. `observed` and
 * `rate-limited` are about attempts, not about the answer, and come before it.
 */
export type ProviderEvent =
  /** The head of an answer: whether the request was taken, and what it tells beside. */
  | ({ type: "observed"; accepted: boolean } & Observation)
  /** A 429 that is not the quota. */
  | { type: "rate-limited" }
  | { type: "reasoning-delta"; text: string }
  | { type: "text-delta"; text: string }
  /** Comes once the answer is whole, in the order in which the model asked. */
  | ({ type: "tool-call" } & ToolCall)
  | ({ type: "source" } & Source)
  | ({ type: "notice" } & Notice)
  /** See `LlmEvent`. */
  | { type: "relay"; bytes: RelayedBytes }
  /** `state`: what the next call of the conversation needs to be given back. */
  | { type: "end"; text: string; finishReason: FinishReason; usage: Usage; state?: AnswerState };

export interface Observation {
  usage?: UsageReport;
  /** Names the version of the upstream's model list. */
  modelsEtag?: string;
}

/** Pictures as an upstream gives them. */
export interface UpstreamImages {
  images: Uint8Array[];
  /** What it says it made, which need not be what was asked. */
  got: ImageGot;
  usage?: Usage;
  notices?: Notice[];
}

/** A call for pictures whose model is known. */
export type ModelledImageCall = ImageCall & { model: string };

/** What makes pictures at an upstream. */
export interface ImageMaker {
  /** @throws AppError upstream codes; an abort passes through and reaches the socket */
  make(call: ModelledImageCall, credentials: CredentialSource, signal: AbortSignal): Promise<UpstreamImages>;
  /**
   * The models that can be asked, the standard one first, or why there are none. `listed`: those of the upstream's own
   * list, undefined while it could not be had. Without a credential: what can be asked in general.
   */
  offer(credentials: CredentialSource | undefined, listed: ImageModel[] | undefined): ImageOffer;
}

export type ImageOffer = { models: ImageModel[] } | { refusal: AppError };

/** A model list, and the upstream's name for this version of it. */
export interface ListedModels {
  models: Model[];
  /** Those of the list that make pictures, where it names such. */
  imageModels?: ImageModel[];
  etag?: string;
}

/** The settings that the backend of this credential takes from no model. */
export function refusedSettingsOf(provider: Provider, credentials: CredentialSource): Provider["refusedSettings"] {
  return (provider.backendOf?.(credentials) ?? provider).refusedSettings;
}

/** Undefined for an empty list: no upstream is without models. */
export function toListedModels(
  models: Model[],
  headers: Headers,
  imageModels?: ImageModel[],
): ListedModels | undefined {
  const etag = headers.get("etag") ?? undefined;
  return models.length === 0 ? undefined : { models, imageModels, etag };
}

/**
 * One upstream behind one wire protocol.
 * Both calls throw `AppError`; an abort of the signal reaches the socket at once and passes through untouched.
 */
export interface Provider {
  /** Settings this upstream takes from no model, with the words that end "… is not supported". */
  readonly refusedSettings: Partial<Record<keyof LlmSettings, string>>;
  stream(call: LlmCall, credentials: CredentialSource, signal: AbortSignal): AsyncIterable<ProviderEvent>;
  listModels(credentials: CredentialSource, signal: AbortSignal): Promise<ListedModels>;
  /** Of several backends behind one provider, the one that takes this credential. */
  backendOf?(credentials: CredentialSource): Provider;
  /** Absent where no pictures can be made. */
  images?: ImageMaker;
  /** How much of the payer's plan is used; undefined where the upstream does not tell. */
  readUsage?(credentials: CredentialSource, signal: AbortSignal): Promise<UsageReport | undefined>;
}
