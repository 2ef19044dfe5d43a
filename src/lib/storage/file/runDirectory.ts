import { join } from "node:path";
import { AppError } from "@/types/errors";
import { idSchema } from "@/types/workflow";
import { codeOf } from "./storageError";

/** The directory of a run. @throws AppError `not_found` for what cannot be the id of one */
export function runDirectory(directory: string, runId: string): string {
  if (!idSchema.safeParse(runId).success) throw noSuchRun();
  return join(directory, runId);
}

/** `<directory>/<run id>/events.jsonl`. @throws as `runDirectory` */
export function journalPath(directory: string, runId: string): string {
  return join(runDirectory(directory, runId), "events.jsonl");
}

export function noSuchRun(id?: string): AppError {
  return new AppError("not_found", "There is no run with this address.", id === undefined ? {} : { id });
}

/** The file system has no such thing, or a file where its directory should be. */
export function isNowhere(error: unknown): boolean {
  const code = codeOf(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

const reasons: Record<string, string> = {
  EISDIR: "there is a directory in its place",
  EACCES: "Patchbay may not read it",
  EPERM: "Patchbay may not read it",
  EMFILE: "too many files are open; try again",
  ENFILE: "too many files are open; try again",
  EIO: "the disk could not read it",
};

/** Why a journal could not be read, in words: `not_found` or `storage_failed`. Anything else passes through. */
export function toUnreadable(error: unknown): unknown {
  if (isNowhere(error)) return noSuchRun();
  const code = codeOf(error);
  if (code === undefined || !Object.hasOwn(reasons, code)) return error;
  const message = `The journal of this run cannot be read: ${reasons[code]}.`;
  return new AppError("storage_failed", message, { reason: code }, { cause: error });
}
