import { rm, stat } from "node:fs/promises";
import { pause } from "@/lib/pause";
import { noSuchRun } from "@/lib/storage/journalEvent";
import type { RunJournal } from "@/lib/storage/ports";
import { createJournalAppender } from "./journalAppender";
import { readEvents, readPieces } from "./journalLines";
import { isNowhere, journalPath, runDirectory, toUnreadable } from "./runDirectory";

/** How often a journal is looked at that another process may write to, in milliseconds. */
const WATCH_INTERVAL_MS = 300;

/** `<directory>/<run id>/events.jsonl`: one event a line, append-only. */
export function createFileRunJournal(directory: string, now: () => Date = () => new Date()): RunJournal {
  const pathOf = (runId: string) => journalPath(directory, runId);
  const { append, close } = createJournalAppender(directory, now);

  const size = async (runId: string): Promise<number> => {
    const found = await stat(pathOf(runId)).catch((error: unknown) => {
      throw isNowhere(error) ? noSuchRun(runId) : toUnreadable(error);
    });
    return found.size;
  };

  return {
    append,
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
