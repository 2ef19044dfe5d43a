import { join } from "node:path";
import { AppError } from "@/types/errors";
import { idSchema } from "@/types/workflow";

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
