import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { SessionState, SessionStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { writeFileAtomic } from "./atomicFile";
import { createFileLock } from "./fileLock";
import { isMissing, toStorageError } from "./storageError";

const VERSION = 1;

const fileSchema = z.object({
  version: z.literal(VERSION),
  sessions: z.array(z.object({ id: z.string(), expiresAt: z.iso.datetime() })),
  wrongPasswords: z.array(z.object({ at: z.iso.datetime(), network: z.string() })),
});

/** The sessions of all processes on one data directory, in one JSON file. */
export function createFileSessionStore(path: string): SessionStore {
  const lock = createFileLock(join(dirname(path), "locks", "sessions.lock"));
  let known: { mark: string; state: SessionState } | undefined;

  /** Asked with every request, so the file is read only when it is another one than the last time. */
  async function read(): Promise<SessionState> {
    const mark = await markOf(path);
    if (mark === undefined) return { sessions: [], wrongPasswords: [] };
    if (known?.mark !== mark) known = { mark, state: parseState(await readFile(path, "utf8"), path) };
    return known.state;
  }

  const explained = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      throw toStorageError(error, "Who is signed in");
    });

  return {
    read: () => explained(read),
    change: (edit) =>
      explained(() =>
        lock.run(async () => {
          const before = await read();
          const draft = structuredClone(before);
          const result = edit(draft);
          if (JSON.stringify(draft) !== JSON.stringify(before)) {
            await writeFileAtomic(path, `${JSON.stringify({ version: VERSION, ...draft }, null, 2)}\n`);
          }
          return result;
        }),
      ),
  };
}

/** Each write makes a new file, which these tell apart; undefined when there is none. */
async function markOf(path: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino}/${mtimeMs}/${size}`;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function parseState(text: string, path: string): SessionState {
  try {
    const { sessions, wrongPasswords } = fileSchema.parse(JSON.parse(text));
    return { sessions, wrongPasswords };
  } catch (cause) {
    const message = `${path} cannot be read: it is damaged, or from another version of Patchbay. Delete it to sign in anew.`;
    throw new AppError("storage_failed", message, {}, { cause });
  }
}
