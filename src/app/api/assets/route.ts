import { apiRoute } from "@/app/api/apiRoute";
import { AppError } from "@/types/errors";
import { imageTypeOf } from "./imageType";

const MAX_IMAGE_BYTES = 20 * 1024 * 1024;

/** Takes the bytes of an image; what it is is read from the bytes, not believed. */
export const POST = apiRoute(
  async ({ services, bytes }) => {
    const image = await bytes();
    const mime = imageTypeOf(image);
    if (mime === undefined) throw new AppError("invalid_request", "This is not a PNG, JPEG, WebP or GIF image.");
    return Response.json(await services.assets.put(image, mime), { status: 201 });
  },
  { maxBytes: MAX_IMAGE_BYTES, accepts: /^image\// },
);
