import { askForImages } from "@/lib/llm/askForImages";
import { present } from "@/lib/llm/narrow";
import type { ImagesBackend } from "@/lib/llm/openaiResponses/backends";
import type { ResponsesDeps } from "@/lib/llm/openaiResponses/responsesDeps";
import type { ImageMaker, ModelledImageCall } from "@/lib/llm/provider";
import type { UpstreamDeps } from "@/lib/llm/wire";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import { providerNames } from "@/types/providerTable";
import { readImageAnswer } from "./imageAnswer";
import { toImageFailure } from "./imageErrors";
import { planImageModel } from "./imageModels";

/** The images endpoints of the plan backend, as the Codex client uses them. */
export function createPlanImages(
  backend: Pick<ImagesBackend, "imagesUrl" | "imagesHeaders">,
  deps: UpstreamDeps & Pick<ResponsesDeps, "newSessionId">,
): ImageMaker {
  return {
    offer(credentials) {
      const refusal = credentials && refusalOf(credentials);
      return refusal === undefined ? { models: [planImageModel] } : { refusal };
    },
    make(call, credentials, signal) {
      const asker = { upstream: providerNames["openai-auth"], model: call.model, onPlan: true };
      const turnId = deps.newSessionId();
      const way = call.images === undefined ? "generations" : "edits";
      const body = JSON.stringify(toBody(call));
      return askForImages(
        {
          asked: asker,
          request: (credential) => ({
            url: backend.imagesUrl(credential, way),
            headers: backend.imagesHeaders(credential, turnId),
            body,
          }),
          toFailure: (refusal, nowMs) => toImageFailure(refusal, asker, nowMs),
          read: (answer) => readImageAnswer(answer, asker),
        },
        credentials,
        deps,
        signal,
      );
    },
  };
}

/** Recorded: the fields and their order, none of them left out; reported: `n`. */
function toBody({ images, prompt, background, model, quality, size, n }: ModelledImageCall) {
  return {
    ...(images === undefined ? {} : { images: images.map((image_url) => ({ image_url })) }),
    prompt,
    background: background ?? "opaque",
    model,
    quality: quality ?? "auto",
    size: size ?? "auto",
    ...present({ n }),
  };
}

/** Reported: free plans make none there. A plan that is not known may try. */
function refusalOf({ payer, plan }: CredentialSource): AppError | undefined {
  if (plan?.toLowerCase() !== "free") return undefined;
  const message = `“${payer.name}” is on the free plan, which makes no pictures over this way. Choose another account, or an API key of OpenAI or Google.`;
  return new AppError("unsupported_option", message, { action: "add_key", account: payer.id });
}
