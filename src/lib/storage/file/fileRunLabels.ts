import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { noSuchRun } from "@/lib/storage/journalEvent";
import { parseLabelLines, toLabelLine } from "@/lib/storage/labelLines";
import type { RunLabels } from "@/lib/storage/ports";
import { isNowhere, runDirectory } from "./runDirectory";
import { orStorageError, toStorageError } from "./storageError";

const what = "What was said of the rows of this run";

/** Labels in `<directory>/<run id>/labels.jsonl`: each is a line, so that several processes lose none. */
export function createFileRunLabels(directory: string): RunLabels {
  const pathOf = (runId: string) => join(runDirectory(directory, runId), "labels.jsonl");
  return {
    read: async (runId) => {
      const text = await readFile(pathOf(runId), "utf8").catch((error: unknown) => {
        if (isNowhere(error)) return "";
        throw toStorageError(error, what, "read");
      });
      return parseLabelLines(text);
    },
    put: async (runId, label) => {
      const file = await open(pathOf(runId), "a", 0o600).catch((error: unknown) => {
        throw isNowhere(error) ? noSuchRun(runId) : toStorageError(error, what);
      });
      try {
        // Half a line that a crash has left stays alone.
        await orStorageError(file.appendFile(`\n${toLabelLine(label)}\n`), what);
        await orStorageError(file.datasync(), what);
      } finally {
        await file.close();
      }
    },
  };
}
