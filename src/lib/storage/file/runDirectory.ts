import { join } from "node:path";
import { AppError } from "@/types/errors";
import { idSchema } from "@/types/workflow";
import { codeOf, toStorageError } from "./storageError";

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

/** Why a journal could not be read, in words: `not_found` or `storage_failed`. Anything else passes through. */
export function toUnreadable(error: unknown): unknown {
  return isNowhere(error) ? noSuchRun() : toStorageError(error, "The journal of this run", "read");
}
