import { AppError, isAppError } from "@/types/errors";

/** What is wrong, and what a person can do about it. */
type Cause = readonly [what: string, next: string];

const FREE_SPACE = "Free some space and try again.";
const ALLOW = "Let the user that Patchbay runs as read and write there, and try again.";
const FEWER_FILES = "Try again in a moment; if it stays so, allow Patchbay more open files (ulimit -n) and restart it.";
const MOVE_AWAY = "Move it away and try again.";

const causes: Record<string, Cause> = {
  ENOSPC: ["the disk is full", FREE_SPACE],
  EDQUOT: ["the disk quota is used up", FREE_SPACE],
  EFBIG: ["the system allows no file of this size", "Raise the limit (ulimit -f) and try again."],
  EACCES: ["Patchbay may not read or write there", ALLOW],
  EPERM: ["Patchbay may not read or write there", ALLOW],
  EROFS: ["the disk is read-only", "Make it writable, or set PATCHBAY_DATA_DIR to another directory, and try again."],
  EMFILE: ["too many files are open", FEWER_FILES],
  ENFILE: ["too many files are open", FEWER_FILES],
  EISDIR: ["a directory stands where a file belongs", MOVE_AWAY],
  ENOTDIR: ["a file stands where a directory belongs", MOVE_AWAY],
  EEXIST: ["something else stands in its place", MOVE_AWAY],
  ENOENT: ["its directory is not there any more", "Put it back, or restart Patchbay."],
  EIO: ["the disk reports a fault", "Check the disk; a copy of the data directory is wise."],
  SQLITE_CANTOPEN: [
    "the file of a lock cannot be opened",
    "Check that its directory can be written to, and try again.",
  ],
  ENOTADB: ["something other than a lock stands in its place", "Delete it while no Patchbay runs, and try again."],
};

/** SQLite tells its own codes (https://sqlite.org/rescode.html); the lower byte is the kind. */
const sqliteCauses: Record<number, string> = {
  3: "EACCES",
  8: "EROFS",
  10: "EIO",
  11: "ENOTADB",
  13: "ENOSPC",
  14: "SQLITE_CANTOPEN",
  26: "ENOTADB",
};

export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/**
 * A failure of the file system in words, as `storage_failed` with the system's code as the fact `reason`. What was
 * saved before stays. Anything else passes through.
 * @param what the subject of the sentence: "The workflow", or a path
 */
export function toStorageError(error: unknown, what: string, verb: "saved" | "read" = "saved"): unknown {
  const reason = isAppError(error) ? undefined : (sqliteCodeOf(error) ?? codeOf(error));
  if (reason === undefined) return error;
  const [cause, next] = Object.hasOwn(causes, reason)
    ? (causes[reason] as Cause)
    : [reason, "Check the data directory and try again."];
  const untouched = verb === "saved" ? " What was saved before is untouched." : "";
  return new AppError(
    "storage_failed",
    `${what} could not be ${verb}: ${cause}. ${next}${untouched}`,
    { reason },
    { cause: error },
  );
}

/** Codes that no network has. */
const ofDisks: ReadonlySet<unknown> = new Set([
  "ENOSPC",
  "EDQUOT",
  "EROFS",
  "EISDIR",
  "ENOTDIR",
  "EIO",
  "EMFILE",
  "ENFILE",
]);

/** What surely is a failure of the file system though nobody told it where it happened; anything else passes through. */
export function orUntoldStorageError(error: unknown): unknown {
  const isOfDisk = sqliteCodeOf(error) !== undefined || ofDisks.has(codeOf(error));
  return isOfDisk ? toStorageError(error, "Something in the data directory", "read") : error;
}

/** Does `work` and tells its failures as `toStorageError` does. */
export async function orStorageError<T>(work: Promise<T>, what: string, verb?: "saved" | "read"): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toStorageError(error, what, verb);
  }
}

function sqliteCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  return sqliteCauses[error.errcode & 0xff] ?? `SQLITE_${error.errcode}`;
}
