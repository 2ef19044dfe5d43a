import { access, constants, stat } from "node:fs/promises";
import { AppError, isAppError } from "@/types/errors";
import { ensurePrivateDirectory } from "./atomicFile";
import { isMissing, orStorageError } from "./storageError";

/**
 * Looks at the data directory before anything is asked of it, and makes it if it is missing.
 * @returns what keeps Patchbay from writing there, in words, though it may read what is there; undefined if nothing does
 * @throws AppError `storage_failed` if there is something else, or nothing and none can be made
 */
export async function checkDataDirectory(path: string, mayUse = access): Promise<string | undefined> {
  const subject = `The data directory ${path}`;
  const present = await orStorageError(statIfPresent(path), subject, "read");
  if (present === undefined) await orStorageError(ensurePrivateDirectory(path), subject);
  else if (!present.isDirectory()) {
    throw new AppError("storage_failed", `${path} is no directory. Move it away, or set PATCHBAY_DATA_DIR to another.`);
  }
  const rights = constants.R_OK | constants.W_OK | constants.X_OK;
  return orStorageError(mayUse(path, rights), subject).then(() => undefined, wordsOf);
}

async function statIfPresent(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function wordsOf(error: unknown): string {
  if (!isAppError(error)) throw error;
  return error.message;
}
