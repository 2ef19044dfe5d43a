import { appendFile, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { KeptDigest, RunDigests } from "@/lib/storage/ports";
import { idSchema } from "@/types/workflow";
import { writeFileAtomic } from "./atomicFile";
import { readLines } from "./fileLines";
import { isNowhere, runDirectory, toUnreadable } from "./runDirectory";
import { codeOf, toStorageError } from "./storageError";

/**
 * `<directory>/index.jsonl`: a line each time somebody has read a journal to its end, so that a list of thousands of
 * runs is one file. What is lost of it costs reading a journal, so that it is not forced to disk.
 */
export function createFileRunDigests(directory: string): RunDigests {
  const path = join(directory, "index.jsonl");
  let waiting: string[] = [];
  let turn: Promise<void> = Promise.resolve();

  /** What comes in one turn of the event loop is one write, which other processes never see in pieces. */
  const writeWaiting = async (): Promise<void> => {
    const text = waiting.join("");
    waiting = [];
    try {
      if (text !== "") await appendFile(path, text, { mode: 0o600 });
    } catch (error) {
      throw toStorageError(error, "The list of runs");
    }
  };

  return {
    list: async () => {
      const names = await readdir(directory).catch((error: unknown) => {
        if (isNowhere(error)) return [];
        throw toUnreadable(error);
      });
      return names.filter((name) => idSchema.safeParse(name).success);
    },
    readDigests: async function* (offset) {
      try {
        // Somebody may have written it anew, and shorter.
        const start = (await stat(path)).size < offset ? 0 : offset;
        for await (const { lines, end } of readLines(path, start)) yield { digests: lines.flatMap(parseLine), end };
      } catch (error) {
        // It is made with the first line; without it, the journals tell, and what keeps it from being read.
        if (codeOf(error) === undefined) throw error;
      }
    },
    appendDigest: (kept) => {
      waiting.push(toLine(kept));
      turn = turn.then(writeWaiting, writeWaiting);
      return turn;
    },
    replaceDigests: (all) => writeFileAtomic(path, all.map(toLine).join(""), { isDurable: false }),
    readOldDigest: async (runId) => {
      // What cannot be read is derived anew.
      const text = await readFile(join(runDirectory(directory, runId), "summary.json"), "utf8").catch(() => "");
      return parseLine(text).map((kept) => ({ ...kept, id: runId }))[0];
    },
  };
}

function toLine({ id, size, digest }: KeptDigest): string {
  return `${JSON.stringify({ id, bytes: size, digest })}\n`;
}

/** None where a crash, another version or a person has left something else. */
function parseLine(line: string): KeptDigest[] {
  try {
    const kept: unknown = JSON.parse(line);
    if (typeof kept !== "object" || kept === null || !("bytes" in kept) || !("digest" in kept)) return [];
    const { bytes, digest } = kept;
    if (typeof bytes !== "number") return [];
    return [{ id: "id" in kept ? String(kept.id) : "", size: bytes, digest }];
  } catch {
    return [];
  }
}
