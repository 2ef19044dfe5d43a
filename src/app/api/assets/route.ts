import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { decodeText } from "@/lib/runs/decodeText";
import { AppError } from "@/types/errors";
import { imageTypeOf } from "./imageType";

const MAX_ASSET_BYTES = 20 * 1024 * 1024;
const textTypes = /^(?:text\/(?:csv|markdown)|application\/json)$/;

/** Takes the bytes of an image or a text file; what they are is read from them, not believed. */
export const POST = apiRoute(
  ({ request, services, bytes }) =>
    bytes(async (content) => {
      const mime = imageTypeOf(content) ?? textTypeOf(content, request.headers.get("content-type") ?? "");
      if (mime === undefined) {
        throw new AppError(
          "invalid_request",
          "This is neither a PNG, JPEG, WebP or GIF image nor a CSV, JSON or Markdown text.",
        );
      }
      return Response.json(await services.assets.put(content, mime), { status: 201 });
    }),
  { maxBytes: MAX_ASSET_BYTES, accepts: new RegExp(`^image/|${textTypes.source}`) },
);

/** The named kind of text without its parameters. @throws AppError `invalid_request` for bytes that are no text */
function textTypeOf(content: Uint8Array, contentType: string): string | undefined {
  const [mime = ""] = contentType.toLowerCase().split(";", 1);
  if (!textTypes.test(mime.trim())) return undefined;
  decodeText(content, "This file");
  return mime.trim();
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
