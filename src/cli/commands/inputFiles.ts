import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { CommandContext } from "@/cli/command";
import { isContainer } from "@/lib/containerType";
import { decodeText, type Encoding, encodings, isEncoding } from "@/lib/decodeText";
import { documentKindOf, documentMimes } from "@/lib/documentType";
import { imageTypeOf } from "@/lib/imageType";
import type { Services } from "@/lib/services";
import { AppError, isAppError } from "@/types/errors";
import type { Value } from "@/types/run";

/** @throws AppError `invalid_request` with the names there are */
export function toEncoding(name: CommandContext["options"][string]): Encoding | undefined {
  if (name === undefined || (typeof name === "string" && isEncoding(name))) return name;
  throw new AppError("invalid_request", `There is no encoding ${name}. There are: ${encodingNames()}.`);
}

/** @throws AppError `invalid_request` */
export async function readBytes(path: string, directory: string): Promise<Uint8Array> {
  return readFile(resolve(directory, path)).catch(() => {
    throw new AppError("invalid_request", `The file ${path} cannot be read.`);
  });
}

/** A picture or a document as an asset, a text as itself. @throws AppError `invalid_request`, `storage_failed` */
export async function readInputFile(
  path: string,
  { assets }: Pick<Services, "assets">,
  directory: string,
  encoding: Encoding | undefined,
): Promise<Value> {
  const bytes = await readBytes(path, directory);
  const mime = imageTypeOf(bytes);
  if (mime !== undefined) return assets.put(bytes, mime);
  if (isContainer(bytes))
    return { ...(await assets.put(bytes, documentMimes[documentKindOf(bytes)])), name: basename(path) };
  return toText(bytes, path, encoding);
}

/** @throws AppError `invalid_request` that says how to name the encoding */
export function toText(bytes: Uint8Array, path: string, encoding: Encoding | undefined): string {
  try {
    return decodeText(bytes, path, encoding);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const way = `The option is --encoding, with one of: ${encodingNames()}.`;
    throw new AppError(error.code, `${error.message} ${way}`, error.facts);
  }
}

function encodingNames(): string {
  return Object.keys(encodings).join(", ");
}
