import { splitDataUrl } from "@/lib/dataUrl";
import { imageTypeOf } from "@/lib/imageType";
import type { ModelledImageCall } from "@/lib/llm/provider";
import { AppError } from "@/types/errors";
import type { ImageCall } from "@/types/images";
import type { ImageModel } from "@/types/providers";

const MAX_PICTURE_BYTES = 50 * 1024 * 1024;
const takenTypes = new Set(["image/png", "image/jpeg", "image/webp"]);

/**
 * The call as the model can take it, or a refusal before anything is sent: nothing that was asked for is dropped. Of a
 * model that is in no list only what holds for all is checked.
 * @throws AppError `unsupported_option`, `unsupported_file`, `invalid_request`
 */
export function fitImages(call: ImageCall, { id, known }: { id: string; known: ImageModel | undefined }) {
  const images = call.images?.map((url, index) => trueUrl(url, `Picture ${index + 1}`));
  const mask = call.mask === undefined ? undefined : trueUrl(call.mask, "The mask");
  if (mask !== undefined && images === undefined) {
    throw new AppError("invalid_request", "A mask belongs to a picture: give the picture that is to be changed.");
  }
  if (known !== undefined) refuseUnknown(call, known);
  const fitted: ModelledImageCall = { ...call, model: id };
  return { ...fitted, ...(images && { images }), ...(mask && { mask }) };
}

function refuseUnknown(call: ImageCall, model: ImageModel): void {
  const { size, quality, background, n = 1, images = [], mask } = call;
  // Sizes between those that are offered are taken as well: the upstream knows which.
  const isPixels = /^\d+x\d+$/.test(size ?? "") && model.sizes.some((one) => /^\d+x\d+$/.test(one));
  if (!isPixels) requireOneOf("size", size, model.sizes, model.name);
  requireOneOf("quality", quality, model.qualities, model.name);
  requireOneOf("background", background, model.backgrounds, model.name);
  if (n > model.maxImages) {
    throw refusal(`${model.name} makes at most ${model.maxImages} pictures with one call. Ask for fewer.`);
  }
  if (images.length > model.maxInputs) {
    const message =
      model.maxInputs === 0
        ? `${model.name} takes no pictures to go by. Take them out, or choose another model.`
        : `${model.name} takes at most ${model.maxInputs} pictures to go by. Wire in fewer.`;
    throw refusal(message);
  }
  if (mask !== undefined && !model.mask) {
    throw refusal(`${model.name} takes no mask here. Say in the prompt what is to be changed.`);
  }
}

function requireOneOf(what: string, value: string | undefined, offered: string[], model: string): void {
  if (value === undefined || offered.includes(value)) return;
  const message =
    offered.length === 0
      ? `${model} takes no ${what}. Leave it out.`
      : `${model} does not take the ${what} "${value}". It takes ${offered.join(", ")}.`;
  throw refusal(message);
}

function refusal(message: string): AppError {
  return new AppError("unsupported_option", message);
}

/** The picture under the type that its bytes have. @throws AppError `unsupported_file` */
function trueUrl(url: string, what: string): string {
  const { base64 } = splitDataUrl(url);
  const type = imageTypeOf(Buffer.from(base64.slice(0, 24), "base64"));
  if (type === undefined || !takenTypes.has(type)) {
    const found = type === undefined ? "no picture" : "a GIF";
    throw new AppError("unsupported_file", `${what} is ${found}. Pictures are made from PNG, JPEG and WebP only.`);
  }
  if (base64.length * 0.75 > MAX_PICTURE_BYTES) {
    throw new AppError("too_large", `${what} has more than 50 MB. Make it smaller.`);
  }
  return `data:${type};base64,${base64}`;
}
