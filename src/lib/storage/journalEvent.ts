import { AppError } from "@/types/errors";
import type { RunEvent } from "@/types/run";
import { idSchema } from "@/types/workflow";
import { isShallow } from "./storedJson";

/** Of values in an event. No node gives more levels, and whoever walks them recursively may overflow. */
const MAX_DEPTH = 1000;

/** An event as a journal keeps it: one line of JSON. @throws AppError `storage_failed` for a line that is no event */
export function parseEvent(line: string): RunEvent {
  try {
    const event: unknown = JSON.parse(line);
    if (isEvent(event) && (line.length <= MAX_DEPTH || isShallow(event, MAX_DEPTH))) return event;
  } catch (cause) {
    throw damaged(cause);
  }
  throw damaged();
}

/** @throws AppError `not_found` for what cannot be the id of a run */
export function requireRunId(id: string): void {
  if (!idSchema.safeParse(id).success) throw noSuchRun();
}

export function noSuchRun(id?: string): AppError {
  return new AppError("not_found", "There is no run with this address.", id === undefined ? {} : { id });
}

/** What it says of its type was checked by the types that wrote it: the journal is ours alone. */
function isEvent(value: unknown): value is RunEvent {
  if (typeof value !== "object" || value === null || !("seq" in value && "at" in value && "type" in value))
    return false;
  return Number.isInteger(value.seq) && typeof value.at === "string" && typeof value.type === "string";
}

function damaged(cause?: unknown): AppError {
  const message = "The journal of this run is damaged and was left as it is. Run the workflow again.";
  return new AppError("storage_failed", message, {}, { cause });
}
