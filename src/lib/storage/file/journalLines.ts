import type { JournalPiece } from "@/lib/storage/ports";
import { isShallow } from "@/lib/storage/storedJson";
import { AppError } from "@/types/errors";
import type { RunEvent } from "@/types/run";
import { readLines } from "./fileLines";
import { toUnreadable } from "./runDirectory";

/** Of values in a line. No node gives more levels, and whoever walks them recursively may overflow. */
const MAX_DEPTH = 1000;

/**
 * All whole lines from a place in the file on, piece by piece. @throws AppError `not_found`, `storage_failed` for a
 * file that cannot be read and for a line that is no event
 */
export async function* readPieces(path: string, offset = 0): AsyncGenerator<JournalPiece> {
  const pieces = readLines(path, offset);
  try {
    for await (const { lines, end } of pieces) yield { events: lines.map(parseLine), end };
  } catch (error) {
    throw toUnreadable(error);
  }
}

/** The same at once. @throws as `readPieces` */
export async function readEvents(path: string): Promise<JournalPiece> {
  const all: RunEvent[] = [];
  let end = 0;
  for await (const piece of readPieces(path)) {
    for (const event of piece.events) all.push(event);
    end = piece.end;
  }
  return { events: all, end };
}

function parseLine(line: string): RunEvent {
  try {
    const event: unknown = JSON.parse(line);
    if (isEvent(event) && (line.length <= MAX_DEPTH || isShallow(event, MAX_DEPTH))) return event;
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
