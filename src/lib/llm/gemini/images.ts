import type { KeySettings } from "@/lib/config";
import { askForImages } from "@/lib/llm/askForImages";
import { type Asked, upstreamError } from "@/lib/llm/failure";
import { asArray, asObject, asText, isObject, present } from "@/lib/llm/narrow";
import type { ImageMaker, ModelledImageCall, UpstreamImages } from "@/lib/llm/provider";
import type { UpstreamDeps } from "@/lib/llm/wire";
import { type AppError, isAppError } from "@/types/errors";
import { addUsage } from "@/types/llm";
import type { ImageModel } from "@/types/providers";
import { providerNames } from "@/types/providerTable";
import { authorizationOf, rootOf } from "./address";
import { blockedReasons, generatePath } from "./constants";
import { toInlineData } from "./contents";
import { toGeminiFailure } from "./errors";
import { bundledImageModels } from "./imageModels";
import { toUsage } from "./reader";

const upstream = providerNames.google;

/** Pictures by models that give them as parts of an answer. Each answer is one: several are asked for together. */
export function createGeminiImages({ baseUrl }: Pick<KeySettings, "baseUrl">, deps: UpstreamDeps): ImageMaker {
  return {
    offer: (_, listed) => offerOf(listed ?? bundledImageModels),
    async make(call, credentials, signal) {
      const asked = { upstream, model: call.model };
      const body = JSON.stringify(toBody(call));
      const makeOne = () =>
        askForImages(
          {
            asked,
            request: (credential) => ({
              url: rootOf(credential.baseUrl ?? baseUrl) + generatePath(call.model),
              headers: {
                accept: "application/json",
                "content-type": "application/json",
                ...authorizationOf(credential),
              },
              body,
            }),
            toFailure: (refusal, nowMs) => toGeminiFailure(refusal, asked, nowMs),
            read: (answer) => readAnswer(answer, asked),
          },
          credentials,
          deps,
          signal,
        );
      const outcomes = await Promise.allSettled(Array.from({ length: call.n ?? 1 }, makeOne));
      signal.throwIfAborted();
      return together(outcomes);
    },
  };
}

function offerOf(models: ImageModel[]): ReturnType<ImageMaker["offer"]> {
  if (models.length > 0) return { models };
  const asked = { upstream, model: "" };
  const sentence = `The list of ${upstream} names no model that makes pictures for this key.`;
  return { refusal: upstreamError("unsupported_option", asked, { sentence, action: "choose_model" }) };
}

/** A size is a ratio here, and a quality the length of the longer side (docs "Image generation"). */
function toBody({ prompt, images = [], size, quality }: ModelledImageCall) {
  const imageConfig = present({ aspectRatio: size === "auto" ? undefined : size, imageSize: quality });
  return {
    contents: [{ role: "user", parts: [{ text: prompt }, ...images.map(toInlineData)] }],
    generationConfig: {
      responseModalities: ["TEXT", "IMAGE"],
      ...(Object.keys(imageConfig).length === 0 ? {} : { imageConfig }),
    },
  };
}

/** Pictures of the model's thinking are drafts. */
function readAnswer(answer: unknown, asked: Asked): UpstreamImages | AppError | undefined {
  if (!isObject(answer) || !("candidates" in answer || "promptFeedback" in answer)) return undefined;
  const candidate = asObject(asArray(answer.candidates)[0]);
  const parts = asArray(asObject(candidate.content).parts)
    .map(asObject)
    .filter(({ thought }) => thought !== true);
  const images = parts.flatMap(({ inlineData }) => {
    const data = asText(asObject(inlineData).data);
    return data === undefined ? [] : [Buffer.from(data, "base64")];
  });
  const usage = isObject(answer.usageMetadata) ? { usage: toUsage(answer.usageMetadata) } : {};
  if (images.length > 0) return { images, got: {}, ...usage };
  const reason = asText(asObject(answer.promptFeedback).blockReason) ?? asText(candidate.finishReason);
  if (reason !== undefined && blockedReasons.has(reason)) return upstreamError("content_rejected", asked, { reason });
  const words = parts.flatMap(({ text }) => asText(text) ?? []).join(" ");
  const sentence = `${asked.upstream} answered without a picture. Say in the prompt what is to be seen.`;
  return upstreamError("upstream_rejected", asked, { sentence, words, reason, action: "edit_input", ...usage });
}

/** What came of calls made together; those that failed are told of if others did not. @throws the first error of all */
function together(outcomes: PromiseSettledResult<UpstreamImages>[]): UpstreamImages {
  const made = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  const bug = errors.find((error) => !isAppError(error));
  if (bug !== undefined || made.length === 0) throw bug ?? errors[0];
  const usages = made.flatMap(({ usage }) => usage ?? []);
  const messages = new Set(errors.filter(isAppError).map(({ message }) => message));
  return {
    images: made.flatMap(({ images }) => images),
    got: {},
    ...(usages.length === 0 ? {} : { usage: usages.reduce(addUsage) }),
    notices: Array.from(messages, (message) => ({ code: "image_missing", message })),
  };
}
