import { imageSizeOf } from "@/lib/imageSize";
import { imageTypeOf } from "@/lib/imageType";
import { AppError } from "@/types/errors";
import { type ProviderId, providerNames } from "@/types/providerTable";

export interface Picture {
  bytes: Uint8Array;
  mime: string;
  /** Pixels. */
  width: number;
  height: number;
}

/** Pictures as their bytes say, not as they are called. @throws AppError `upstream_rejected` for what is none */
export function readPictures(images: readonly Uint8Array[], provider: ProviderId): Picture[] {
  return images.map((bytes) => {
    const mime = imageTypeOf(bytes);
    const size = imageSizeOf(bytes);
    if (mime !== undefined && size !== undefined) return { bytes, mime, ...size };
    const message = `${providerNames[provider]} answered with something that is no PNG, JPEG, WebP or GIF picture.`;
    throw new AppError("upstream_rejected", message);
  });
}
