import { AppError } from "@/types/errors";

/**
 * The text of a file without its byte order mark: UTF-8, or UTF-16 where the mark says so (spreadsheets write it as
 * "Unicode text"). @throws AppError `invalid_request`, which names the file, when it is something else
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Told below, as for bytes that happen to be valid and are no text all the same.
  }
  throw new AppError("invalid_request", `${name} is not text, or not in UTF-8. Save it as UTF-8 and choose it again.`);
}
