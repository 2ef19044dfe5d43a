import type { Limits } from "@/lib/limits/limits";
import { findCredentials, orAborted, withAccount } from "@/lib/llm/callLlm";
import type { Catalogue, CredentialsFor } from "@/lib/llm/catalogue";
import { measuredPictures } from "@/lib/llm/measured";
import { present } from "@/lib/llm/narrow";
import type { ModelledImageCall, Provider, UpstreamImages } from "@/lib/llm/provider";
import type { Meter } from "@/lib/meter";
import type { AssetStore } from "@/lib/storage/ports";
import type { CredentialSource } from "@/types/credential";
import { AppError, isAppError } from "@/types/errors";
import {
  type ImageCall,
  type ImageCheck,
  type ImageResult,
  imageSettingsSchema,
  type MakeImages,
} from "@/types/images";
import { accountOf, type ImageModel, type ModelList } from "@/types/providers";
import { type ProviderId, providerNames } from "@/types/providerTable";
import { fitImages } from "./fitImages";
import { imageNotices } from "./imageNotices";
import type { ImagePauses } from "./imagePauses";
import { readPictures } from "./readPictures";

export interface MakeImagesDeps {
  providers: Record<ProviderId, Provider>;
  credentialsFor: CredentialsFor;
  catalogue: Pick<Catalogue, "list">;
  limits: Limits;
  assets: Pick<AssetStore, "put">;
  /** Asks how much of an account's plan is used; what it finds may lift a limit. */
  readUsage?(accountId: string): Promise<unknown>;
  newRequestId(): string;
  meter?: Pick<Meter, "tell">;
  /** Shared by all who ask the same payers. */
  pauses: ImagePauses;
}

/**
 * Makes the one function through which pictures are made. Nothing is sent before the payer, the model and the settings
 * are known to do; the pictures become assets. It throws `AppError`: `auth_required`, `reauth_required`,
 * `unsupported_option`, `unsupported_file`, `usage_limit_reached`, `rate_limited`, `content_rejected` and the
 * upstream's codes.
 */
export function createMakeImages(deps: MakeImagesDeps): MakeImages {
  return async function makeImages(call, signal, onQueue) {
    const { limits, pauses } = deps;
    if (deps.providers[call.provider].images === undefined) throw noPictures(call.provider);
    const found = await orAborted(() => findCredentials(call, deps, signal), signal);
    const fitted = fitImages(call, await modelFor(call, found, deps, signal));
    limits.check(found, fitted.model);
    const turn = limits.imageGateOf(found.payer).join(call.run);
    try {
      let payer = found;
      const position = await orAborted(() => turn.place, signal);
      if (position > 0) {
        onQueue?.("joined");
        await orAborted(() => turn.ready, signal);
        payer = await lookAgain(fitted, found, deps, signal);
      }
      await pauses.wait(payer.payer, signal);
      await orAborted(async () => payer.spend?.(), signal);
      if (position > 0) onQueue?.("left");
      const send = () => ask(fitted, payer, deps, signal);
      const made = await measuredPictures(fitted, send, deps.meter).catch((error: unknown) => {
        pauses.note(payer.payer, error);
        throw error;
      });
      return await toResult(fitted, made, payer, deps);
    } finally {
      turn.leave();
    }
  };
}

/** Throws as the call itself would before it is sent. */
export function createImageCheck(deps: Pick<MakeImagesDeps, "providers" | "credentialsFor" | "catalogue">): ImageCheck {
  return {
    async check(call) {
      const found = await deps.credentialsFor(call.provider, call.account).catch((error: unknown) => {
        if (!isAppError(error)) throw error;
      });
      if (found) fitImages(call, await modelFor(call, found, deps, new AbortController().signal));
    },
    standardModel: async (provider, account) =>
      (await deps.catalogue.list(provider, account)).imageModels?.[0]?.id ?? "",
  };
}

/** Whoever waited looks again: meanwhile the account may have reached its limit or been switched off. */
async function lookAgain(
  { provider, model }: ModelledImageCall,
  { payer }: CredentialSource,
  { credentialsFor, limits }: MakeImagesDeps,
  signal: AbortSignal,
): Promise<CredentialSource> {
  const credentials = await orAborted(() => credentialsFor(provider, accountOf(payer), signal), signal);
  limits.check(credentials, model);
  return credentials;
}

/** The model that is named, or the standard one; undefined facts where it is in no list. @throws AppError */
async function modelFor(
  call: ImageCall,
  found: CredentialSource,
  { providers, catalogue }: Pick<MakeImagesDeps, "providers" | "catalogue">,
  signal: AbortSignal,
): Promise<{ id: string; known: ImageModel | undefined }> {
  const maker = providers[call.provider].images;
  const offer = maker?.offer(found, undefined);
  if (offer !== undefined && "refusal" in offer) throw offer.refusal;
  const list = await orAborted(() => catalogue.list(call.provider, call.account), signal);
  const { imageModels = [] } = list;
  const [standard] = imageModels;
  const id = call.model ?? standard?.id;
  if (maker === undefined || id === undefined) throw noPictures(call.provider, list);
  return { id, known: imageModels.find((model) => model.id === id) };
}

function noPictures(provider: ProviderId, { imageReason }: Partial<ModelList> = {}): AppError {
  const message = imageReason ?? `${providerNames[provider]} makes no pictures.`;
  return new AppError("unsupported_option", message, { action: "choose_model" });
}

async function ask(
  call: ModelledImageCall,
  credentials: CredentialSource,
  { providers, limits }: MakeImagesDeps,
  signal: AbortSignal,
): Promise<UpstreamImages> {
  const maker = providers[call.provider].images;
  if (maker === undefined) throw new Error("A provider without pictures was asked for some.");
  try {
    const made = await maker.make(call, credentials, signal);
    await credentials.settled?.();
    return made;
  } catch (error) {
    await limits.failed(credentials.payer, call.model, error);
    if (isAppError(error)) await credentials.settled?.(error.code);
    throw withAccount(error, credentials);
  }
}

async function toResult(
  call: ModelledImageCall,
  made: UpstreamImages,
  { payer }: CredentialSource,
  { assets, newRequestId }: MakeImagesDeps,
): Promise<ImageResult> {
  const pictures = readPictures(made.images, call.provider);
  const [first] = pictures;
  const got = { ...made.got, ...(first === undefined ? {} : { size: `${first.width}x${first.height}` }) };
  const asked = imageSettingsSchema.parse(call);
  const images: ImageResult["images"] = [];
  for (const { bytes, mime, width, height } of pictures) {
    images.push({ ...(await assets.put(bytes, mime)), width, height });
  }
  return {
    images,
    asked,
    got,
    ...(made.usage === undefined ? {} : { usage: made.usage }),
    model: call.model,
    provider: call.provider,
    ...present({ account: accountOf(payer) }),
    payer,
    notices: [...(made.notices ?? []), ...imageNotices(asked, got, images)],
    requestId: newRequestId(),
  };
}
