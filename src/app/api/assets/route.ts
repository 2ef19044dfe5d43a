import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { decodeText, isEncoding, readText } from "@/lib/decodeText";
import { imageTypeOf } from "@/lib/imageType";
import { AppError } from "@/types/errors";

const MAX_ASSET_BYTES = 20 * 1024 * 1024;
const textTypes = /^(?:text\/(?:csv|markdown)|application\/json)$/;

/** Takes the bytes of an image or a text file; what they are is read from them, not believed. */
export const POST = apiRoute(
  ({ request, services, bytes }) =>
    bytes(async (content) => {
      const asset = toImage(content) ?? toTextFile(content, request.headers.get("content-type") ?? "");
      if (asset === undefined) {
        throw new AppError(
          "invalid_request",
          "This is neither a PNG, JPEG, WebP or GIF image nor a CSV, JSON or Markdown text.",
        );
      }
      return Response.json(await services.assets.put(asset.content, asset.mime), { status: 201 });
    }),
  { maxBytes: MAX_ASSET_BYTES, accepts: new RegExp(`^image/|${textTypes.source}`) },
);

interface NewAsset {
  content: Uint8Array;
  mime: string;
}

function toImage(content: Uint8Array): NewAsset | undefined {
  const mime = imageTypeOf(content);
  return mime === undefined ? undefined : { content, mime };
}

/**
 * Text of the kind that is named. Where `charset` says another encoding than the bytes themselves, it is kept as
 * UTF-8. @throws AppError `invalid_request` for bytes that are no text
 */
function toTextFile(content: Uint8Array, contentType: string): NewAsset | undefined {
  const { essence, charset } = parseContentType(contentType);
  if (!textTypes.test(essence)) return undefined;
  const text = decodeText(content, "This file", isEncoding(charset) ? charset : undefined);
  const saysItself = readText(content) !== undefined;
  return { content: saysItself ? content : new TextEncoder().encode(text), mime: essence };
}

function parseContentType(contentType: string): { essence: string; charset: string } {
  const [essence = "", ...parameters] = contentType.toLowerCase().split(";");
  const charset = /^\s*charset="?([^"]*)"?\s*$/;
  const [, name = "utf-8"] = parameters.map((parameter) => charset.exec(parameter)).find((found) => found) ?? [];
  return { essence: essence.trim(), charset: name.trim() };
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
