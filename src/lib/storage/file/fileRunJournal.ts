import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RunJournal } from "@/lib/storage/ports";
import { idSchema } from "@/types/workflow";
import { writeFileAtomic } from "./atomicFile";
import { createJournalAppender } from "./journalAppender";
import { readEvents } from "./journalLines";
import { journalPath, noSuchRun, runDirectory } from "./runDirectory";
import { isMissing } from "./storageError";

/** `<directory>/<run id>/events.jsonl`: one event a line, append-only. */
export function createFileRunJournal(directory: string, now: () => Date = () => new Date()): RunJournal {
  const pathOf = (runId: string) => journalPath(directory, runId);
  const digestPathOf = (runId: string) => join(runDirectory(directory, runId), "summary.json");
  const { append, close } = createJournalAppender(directory, now);

  const size = async (runId: string): Promise<number> => {
    const found = await stat(pathOf(runId)).catch((error: unknown) => {
      throw isMissing(error) ? noSuchRun(runId) : error;
    });
    return found.size;
  };

  return {
    append,
    read: async (runId, after = 0) => {
      const { events } = await readEvents(pathOf(runId));
      return after <= 0 ? events : events.filter(({ seq }) => seq > after);
    },
    readFrom: async (runId, offset) => readEvents(pathOf(runId), offset),
    size,
    list: async () => {
      const names = await readdir(directory).catch(() => [] as string[]);
      const ids = names.filter((name) => idSchema.safeParse(name).success);
      const runs = await Promise.all(
        ids.map(async (id) => {
          const found = await stat(pathOf(id)).catch(() => undefined);
          return found === undefined ? [] : [{ id, bytes: found.size }];
        }),
      );
      return runs.flat();
    },
    readDigest: async ({ id, bytes }) => {
      try {
        const kept: unknown = JSON.parse(await readFile(digestPathOf(id), "utf8"));
        const isOfNow = typeof kept === "object" && kept !== null && "bytes" in kept && kept.bytes === bytes;
        return isOfNow && "digest" in kept ? kept.digest : undefined;
      } catch {
        return undefined;
      }
    },
    writeDigest: async ({ id, bytes }, digest) => {
      await writeFileAtomic(digestPathOf(id), JSON.stringify({ bytes, digest }), { isDurable: false }).catch(() => {});
    },
    remove: async (runId) => {
      await size(runId);
      await close(runId);
      await rm(runDirectory(directory, runId), { recursive: true, force: true });
    },
  };
}
