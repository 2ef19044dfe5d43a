import { AppError } from "@/types/errors";
import { splitDataUrl } from "./dataUrl";

/** Whole signatures: a text may begin with a part of one. */
const signatures: readonly (readonly [mime: string, begin: string, atEight?: string])[] = [
  ["image/png", "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", "\xff\xd8\xff"],
  ["image/gif", "GIF87a"],
  ["image/gif", "GIF89a"],
  ["image/webp", "RIFF", "WEBP"],
];

/** As many bytes as `imageTypeOf` looks at. */
export const IMAGE_HEAD_BYTES = 16;

/** The type of an image by its first bytes; undefined for anything else. */
export function imageTypeOf(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, IMAGE_HEAD_BYTES));
  return signatures.find(([, begin, atEight = ""]) => head.startsWith(begin) && head.startsWith(atEight, 8))?.[0];
}

/** What a picture is by its bytes, whatever it is called. @throws AppError `invalid_request` */
export function requireImageType(bytes: Uint8Array): string {
  const mime = imageTypeOf(bytes);
  if (mime !== undefined) return mime;
  throw new AppError("invalid_request", "This file is not a PNG, JPEG, WebP or GIF image.");
}

/** The same picture under the type that its bytes have. @throws AppError `invalid_request` if they are no picture */
export function trueImageUrl(dataUrl: string): string {
  const { base64 } = splitDataUrl(dataUrl);
  // Four characters are three bytes.
  const head = Buffer.from(base64.slice(0, Math.ceil(IMAGE_HEAD_BYTES / 3) * 4), "base64");
  return `data:${requireImageType(head)};base64,${base64}`;
}
