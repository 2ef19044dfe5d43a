import { isContainer } from "@/lib/containerType";
import { decodeText, isEncoding, readText } from "@/lib/decodeText";
import { documentKindOf, documentMimes } from "@/lib/documentType";
import { imageTypeOf } from "@/lib/imageType";
import { AppError } from "@/types/errors";

const MEGABYTE = 1024 * 1024;
const MAX_ASSET_BYTES = 20 * MEGABYTE;
/** Scans are large, and only their text or single pages go further. */
export const MAX_DOCUMENT_BYTES = 50 * MEGABYTE;

const textTypes = /^(?:text\/(?:csv|markdown)|application\/json)$/;
/** Beside these, what a browser says of a file that it does not know. */
const documentTypes = [...Object.values(documentMimes), "application/octet-stream"];
export const acceptsAsset = new RegExp(
  `^image/|${textTypes.source}|^(?:${documentTypes.join("|").replaceAll("+", "\\+")})$`,
);

export interface NewAsset {
  content: Uint8Array;
  mime: string;
}

/** What was sent, by its bytes. @throws AppError `unsupported_file`, `invalid_request` for a text in another encoding, `too_large` */
export function toAsset(content: Uint8Array, contentType: string): NewAsset {
  const { essence, charset } = parseContentType(contentType);
  const image = imageTypeOf(content);
  if (!isContainer(content) && content.byteLength > MAX_ASSET_BYTES) throw tooLarge();
  if (image !== undefined) return { content, mime: image };
  if (textTypes.test(essence) && !isContainer(content)) return toTextFile(content, essence, charset);
  return { content, mime: documentMimes[documentKindOf(content)] };
}

function tooLarge(): AppError {
  return new AppError("too_large", "A picture or a text may have 20 MB; a PDF or an Office file 50 MB.");
}

/**
 * Text of the kind that is named. Where `charset` says another encoding than the bytes themselves, it is kept as
 * UTF-8. @throws AppError `invalid_request` for bytes that are no text
 */
function toTextFile(content: Uint8Array, mime: string, charset: string): NewAsset {
  const text = decodeText(content, "This file", isEncoding(charset) ? charset : undefined);
  const saysItself = readText(content) !== undefined;
  return { content: saysItself ? content : new TextEncoder().encode(text), mime };
}

function parseContentType(contentType: string): { essence: string; charset: string } {
  const [essence = "", ...parameters] = contentType.toLowerCase().split(";");
  const charset = /^\s*charset="?([^"]*)"?\s*$/;
  const [, name = "utf-8"] = parameters.map((parameter) => charset.exec(parameter)).find((found) => found) ?? [];
  return { essence: essence.trim(), charset: name.trim() };
}
