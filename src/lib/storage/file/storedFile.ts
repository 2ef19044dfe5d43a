import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isMissing, toStorageError } from "./storageError";

/** Undefined when there is no such file. @throws AppError `storage_failed` */
export async function readStoredText(path: string, what = path): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw toStorageError(error, what, "read");
  }
}

/**
 * Time, size and inode of a file: an atomic write always makes another inode. Undefined when there is none. Asked here
 * and now, as each request does so several times: the way over a thread takes twenty times as long as the question.
 * @throws AppError `storage_failed`
 */
export function versionOfFile(path: string, what = path): string | undefined {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    // An error for each file that is not there would cost more than all the questions of a request.
    if (found === undefined && isDirectory(dirname(path))) return undefined;
    // Told to throw nothing, it takes a file in the place of a directory for a missing one.
    const { mtimeNs, size, ino } = found ?? statSync(path, { bigint: true });
    return `${mtimeNs}:${size}:${ino}`;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw toStorageError(error, what, "read");
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** When a file of this version was written, in milliseconds since 1970. */
export function timeOfVersion(version: string): number {
  return Number(BigInt(version.split(":")[0] ?? 0) / 1_000_000n);
}
