import { join } from "node:path";
import { noSuchRun, requireRunId } from "@/lib/storage/journalEvent";
import { codeOf, toStorageError } from "./storageError";

/** The directory of a run. @throws AppError `not_found` for what cannot be the id of one */
export function runDirectory(directory: string, runId: string): string {
  requireRunId(runId);
  return join(directory, runId);
}

/** `<directory>/<run id>/events.jsonl`. @throws as `runDirectory` */
export function journalPath(directory: string, runId: string): string {
  return join(runDirectory(directory, runId), "events.jsonl");
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
