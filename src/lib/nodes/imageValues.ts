import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { NodeAssets } from "./nodeKind";
import { isAssetRef } from "./values";

/** A picture that a wire carries, as models get it. @throws AppError `invalid_request` for what is no picture */
export function toImageDataUrl(image: Value, read: NodeAssets["toDataUrl"]): Promise<string> {
  if (isAssetRef(image)) return read(image);
  if (typeof image === "string") return Promise.resolve(image);
  throw new AppError("invalid_request", "The wire into images carries something that is not an image.");
}
