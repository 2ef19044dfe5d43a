import { splitDataUrl } from "@/lib/dataUrl";
import { AppError } from "@/types/errors";
import type { InputFile } from "@/types/llm";

/** Of all files of one call, in bytes: OpenAI takes 50 MB together, the others less or as much. */
const MAX_FILE_BYTES = 50_000_000;
/** Of a request that carries a call, in bytes: so many files are 67 MB as data URLs. */
export const MAX_CALL_BYTES = 70 * 1024 * 1024;
/** Readers look for the signature this far from the beginning, in bytes. */
const HEAD_BYTES = 1024;

/** @throws AppError `unsupported_file` for what is no PDF by its bytes, `too_large` for more than a call may carry */
export function checkFiles(files: readonly InputFile[] = []): void {
  let bytes = 0;
  for (const { name, dataUrl } of files) {
    const { base64 } = splitDataUrl(dataUrl);
    bytes += Buffer.byteLength(base64, "base64");
    // Four characters are three bytes.
    const head = Buffer.from(base64.slice(0, Math.ceil(HEAD_BYTES / 3) * 4), "base64").toString("latin1");
    if (head.includes("%PDF-")) continue;
    throw new AppError("unsupported_file", `${name} is not a PDF, whatever it is called. Give a PDF.`, { file: name });
  }
  if (bytes <= MAX_FILE_BYTES) return;
  const message = `The files of this call take ${Math.ceil(bytes / 1e6)} MB together; ${MAX_FILE_BYTES / 1e6} MB is the most. Give fewer or smaller ones.`;
  throw new AppError("too_large", message, { bytes });
}
