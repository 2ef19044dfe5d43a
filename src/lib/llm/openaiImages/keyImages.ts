import { splitDataUrl } from "@/lib/dataUrl";
import { askForImages } from "@/lib/llm/askForImages";
import { present } from "@/lib/llm/narrow";
import type { ImagesBackend } from "@/lib/llm/openaiResponses/backends";
import type { ResponsesDeps } from "@/lib/llm/openaiResponses/responsesDeps";
import type { ImageMaker, ModelledImageCall } from "@/lib/llm/provider";
import type { UpstreamDeps } from "@/lib/llm/wire";
import { providerNames } from "@/types/providerTable";
import { readImageAnswer } from "./imageAnswer";
import { toImageFailure } from "./imageErrors";
import { toKeyImageModels } from "./imageModels";

/** The images endpoints of the platform, or of a server that speaks as it does. */
export function createKeyImages(
  backend: Pick<ImagesBackend, "provider" | "imagesUrl" | "imagesHeaders">,
  deps: UpstreamDeps & Pick<ResponsesDeps, "newSessionId">,
): ImageMaker {
  return {
    offer: (_, listed) => ({ models: listed === undefined || listed.length === 0 ? toKeyImageModels([]) : listed }),
    make(call, credentials, signal) {
      const asker = { upstream: providerNames[backend.provider], model: call.model, onPlan: false };
      const requestId = deps.newSessionId();
      const { way, type, body } = call.images === undefined ? toGeneration(call) : toEdit(call, call.images);
      return askForImages(
        {
          asked: asker,
          request: (credential) => ({
            url: backend.imagesUrl(credential, way),
            headers: { ...type, ...backend.imagesHeaders(credential, requestId) },
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

function toGeneration(call: ModelledImageCall) {
  const body = JSON.stringify({ ...fieldsOf(call), ...present({ n: call.n }) });
  return { way: "generations", type: { "content-type": "application/json" }, body } as const;
}

/** A form, whose content type names its own boundary. */
function toEdit(call: ModelledImageCall, images: string[]) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fieldsOf(call))) body.append(name, value);
  if (call.n !== undefined) body.append("n", String(call.n));
  for (const [index, url] of images.entries()) body.append("image[]", ...toFile(url, `picture-${index + 1}`));
  if (call.mask !== undefined) body.append("mask", ...toFile(call.mask, "mask"));
  return { way: "edits", type: {}, body } as const;
}

/** Older models answer with an address unless they are asked for the picture; newer ones refuse to be asked. */
function fieldsOf({ model, prompt, size, quality, background }: ModelledImageCall): Record<string, string> {
  const form = model.startsWith("dall-e-") ? "b64_json" : undefined;
  return present({ model, prompt, size, quality, background, response_format: form }) as Record<string, string>;
}

function toFile(dataUrl: string, name: string): [Blob, string] {
  const { mime: type, base64 } = splitDataUrl(dataUrl);
  return [new Blob([Buffer.from(base64, "base64")], { type }), `${name}.${type.replace("image/", "")}`];
}
