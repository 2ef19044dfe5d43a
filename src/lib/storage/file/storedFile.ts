import { readFile, stat } from "node:fs/promises";
import { isMissing, toStorageError } from "./storageError";

/** Deeper than anything Patchbay writes; whoever walks a value of more levels recursively may overflow. */
const MAX_STORED_DEPTH = 200;

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
 * Time, size and inode of a file: an atomic write always makes another inode. Undefined when there is none.
 * @throws AppError `storage_failed`
 */
export async function versionOfFile(path: string): Promise<string | undefined> {
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true });
    return `${mtimeNs}:${size}:${ino}`;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw toStorageError(error, path, "read");
  }
}

/** When a file of this version was written, in milliseconds since 1970. */
export function timeOfVersion(version: string): number {
  return Number(BigInt(version.split(":")[0] ?? 0) / 1_000_000n);
}

/** Undefined for what is no JSON, or nested so deeply that nobody can have meant it. */
export function parseStored(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isShallow(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** For what stands beside a file from now on: `<path>.<label>-<time>`. */
export function asideName(path: string, label: string): string {
  return `${path}.${label}-${new Date().toISOString().replaceAll(":", "-")}`;
}

/** Level by level instead of recursively, so that the check itself cannot overflow. */
export function isShallow(root: unknown, maxDepth = MAX_STORED_DEPTH): boolean {
  let level = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return false;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return true;
}
