import { createReadStream } from "node:fs";
import { AppError } from "@/types/errors";
import type { RunEvent } from "@/types/run";
import { noSuchRun } from "./runDirectory";
import { isMissing } from "./storageError";

const NEWLINE = 0x0a;
/** Read from the disk at once. */
const READ_BYTES = 1024 * 1024;

/**
 * All whole lines from a place in the file on, and where they end: what follows is not written yet, or was torn by a
 * crash. @throws AppError `not_found`, `storage_failed` for a line that is no event
 */
export async function readEvents(path: string, offset = 0): Promise<{ events: RunEvent[]; end: number }> {
  const bytes = await readBytes(path, offset);
  const events: RunEvent[] = [];
  let start = 0;
  // Line by line: the whole may be longer than a string can be.
  for (let stop = bytes.indexOf(NEWLINE); stop !== -1; stop = bytes.indexOf(NEWLINE, start)) {
    if (stop > start) events.push(parseLine(bytes.toString("utf8", start, stop)));
    start = stop + 1;
  }
  return { events, end: offset + start };
}

async function readBytes(path: string, start: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of createReadStream(path, { start, highWaterMark: READ_BYTES })) pieces.push(piece);
  } catch (error) {
    throw isMissing(error) ? noSuchRun() : error;
  }
  return Buffer.concat(pieces);
}

function parseLine(line: string): RunEvent {
  try {
    const event: unknown = JSON.parse(line);
    if (isEvent(event)) return event;
  } catch (cause) {
    throw damaged(cause);
  }
  throw damaged();
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
