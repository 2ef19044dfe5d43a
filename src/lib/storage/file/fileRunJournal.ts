import { readdir, rm, stat } from "node:fs/promises";
import type { RunJournal } from "@/lib/storage/ports";
import { idSchema } from "@/types/workflow";
import { createJournalAppender } from "./journalAppender";
import { readEvents, readPieces } from "./journalLines";
import { createRunDigests } from "./runDigests";
import { isNowhere, journalPath, noSuchRun, runDirectory, toUnreadable } from "./runDirectory";

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
    size,
    list: async () => {
      const names = await readdir(directory).catch((error: unknown) => {
        if (isNowhere(error)) return [];
        throw toUnreadable(error);
      });
      return names.filter((name) => idSchema.safeParse(name).success);
    },
    ...createRunDigests(directory),
    remove: async (runId) => {
      await size(runId);
      await close(runId);
      await rm(runDirectory(directory, runId), { recursive: true, force: true });
    },
  };
}
