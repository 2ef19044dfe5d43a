import { rm, stat } from "node:fs/promises";
import { pause } from "@/lib/pause";
import { noSuchRun } from "@/lib/storage/journalEvent";
import type { RunJournal } from "@/lib/storage/ports";
import { createJournalAppender, type JournalAppenderOptions } from "./journalAppender";
import { readEvents, readPieces } from "./journalLines";
import { isNowhere, journalPath, runDirectory, toUnreadable } from "./runDirectory";

/** How often a journal is looked at that another process may write to, in milliseconds. */
const WATCH_INTERVAL_MS = 300;

export interface FileRunJournal extends RunJournal {
  /** Of a journal that stays open. */
  close(runId: string): Promise<void>;
}

/** `<directory>/<run id>/events.jsonl`: one event a line, append-only. By default none stays open. */
export function createFileRunJournal(
  directory: string,
  { now = () => new Date(), isHeld = () => false }: Partial<Omit<JournalAppenderOptions, "directory">> = {},
): FileRunJournal {
  const pathOf = (runId: string) => journalPath(directory, runId);
  const { append, close } = createJournalAppender({ directory, now, isHeld });

  const size = async (runId: string): Promise<number> => {
    const found = await stat(pathOf(runId)).catch((error: unknown) => {
      throw isNowhere(error) ? noSuchRun(runId) : toUnreadable(error);
    });
    return found.size;
  };

  return {
    append,
    close,
    read: async (runId, after = 0) => {
      const { events } = await readEvents(pathOf(runId));
      return after <= 0 ? events : events.filter(({ seq }) => seq > after);
    },
    readFrom: async function* (runId, offset) {
      yield* readPieces(pathOf(runId), offset);
    },
    outlasts: () => false,
    placeAfter: () => 0,
    size,
    watch: async () => ({ next: (signal) => pause(WATCH_INTERVAL_MS, signal), close: () => {} }),
    remove: async (runId) => {
      await size(runId);
      await close(runId);
      await rm(runDirectory(directory, runId), { recursive: true, force: true });
    },
  };
}
