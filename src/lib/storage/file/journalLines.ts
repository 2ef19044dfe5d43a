import { parseEvent } from "@/lib/storage/journalEvent";
import type { JournalPiece } from "@/lib/storage/ports";
import type { RunEvent } from "@/types/run";
import { readLines } from "./fileLines";
import { toUnreadable } from "./runDirectory";

/**
 * All whole lines from a place in the file on, piece by piece. @throws AppError `not_found`, `storage_failed` for a
 * file that cannot be read and for a line that is no event
 */
export async function* readPieces(path: string, offset = 0): AsyncGenerator<JournalPiece> {
  const pieces = readLines(path, offset);
  try {
    for await (const { lines, end } of pieces) yield { events: lines.map(parseEvent), end };
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
