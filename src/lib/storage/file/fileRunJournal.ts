import { type FileHandle, open, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import type { RunJournal } from "@/lib/storage/ports";
import { AppError, isAppError } from "@/types/errors";
import { outcomeTypes, type RunEvent, type RunEventBody } from "@/types/run";
import { idSchema } from "@/types/workflow";
import { ensurePrivateDirectory, syncDirectory, writeFileAtomic } from "./atomicFile";
import { isMissing, toStorageError } from "./storageError";

interface OpenJournal {
  file: FileHandle;
  lastSeq: number;
  /** The append under way: the next one waits for it, so that `seq` and lines keep their order. */
  turn: Promise<unknown>;
}

/** `<directory>/<run id>/events.jsonl`: one event a line, append-only. */
export function createFileRunJournal(directory: string, now: () => Date = () => new Date()): RunJournal {
  const pathOf = (runId: string) => join(runDirectory(directory, runId), "events.jsonl");
  const digestPathOf = (runId: string) => join(runDirectory(directory, runId), "summary.json");
  const journals = new Map<string, Promise<OpenJournal>>();

  const openOnce = (runId: string): Promise<OpenJournal> => {
    const known = journals.get(runId);
    if (known !== undefined) return known;
    const opened = openForAppend(runDirectory(directory, runId), pathOf(runId));
    journals.set(runId, opened);
    opened.catch(() => journals.delete(runId));
    return opened;
  };

  const close = async (runId: string): Promise<void> => {
    const journal = await journals.get(runId);
    journals.delete(runId);
    await journal?.file.close();
  };

  const append = async (runId: string, bodies: RunEventBody[]): Promise<RunEvent[]> => {
    const journal = await openOnce(runId);
    const at = now().toISOString();
    const events = bodies.map((body) => ({ seq: ++journal.lastSeq, at, ...body }));
    const write = async () => {
      await journal.file.appendFile(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
      // One sync for all outcomes of a batch; a lost delta is a lost frame, a lost outcome is paid twice.
      if (bodies.some(({ type }) => outcomeTypes.has(type))) await journal.file.datasync();
      if (bodies.some(({ type }) => type === "run-end")) await close(runId);
    };
    journal.turn = journal.turn.then(write);
    try {
      await journal.turn;
    } catch (error) {
      // Half a line may stand in the file now: the next append opens it anew and cuts that off.
      if (journals.delete(runId)) await journal.file.close();
      throw error;
    }
    return events;
  };

  return {
    append: (runId, bodies) =>
      append(runId, bodies).catch((error: unknown) => {
        throw toStorageError(error, "The run");
      }),
    read: async (runId, after = 0) => {
      const { events } = await readEvents(pathOf(runId));
      return after <= 0 ? events : events.filter(({ seq }) => seq > after);
    },
    list: async () => {
      const names = await readdir(directory).catch(() => [] as string[]);
      const ids = names.filter((name) => idSchema.safeParse(name).success);
      const runs = await Promise.all(
        ids.map(async (id) => {
          const found = await stat(pathOf(id)).catch(() => undefined);
          return found === undefined ? undefined : { id, bytes: found.size, madeMs: found.birthtimeMs };
        }),
      );
      return runs
        .filter((run) => run !== undefined)
        .sort((a, b) => b.madeMs - a.madeMs || (a.id < b.id ? 1 : -1))
        .map(({ id, bytes }) => ({ id, bytes }));
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
      await stat(pathOf(runId)).catch(() => {
        throw noSuchRun(runId);
      });
      await close(runId);
      await rm(runDirectory(directory, runId), { recursive: true, force: true });
    },
  };
}

/** The directory of a run. @throws AppError `not_found` for what cannot be the id of one */
export function runDirectory(directory: string, runId: string): string {
  if (!idSchema.safeParse(runId).success) throw noSuchRun();
  return join(directory, runId);
}

async function openForAppend(directory: string, path: string): Promise<OpenJournal> {
  await ensurePrivateDirectory(directory);
  const before = await readEvents(path).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return undefined;
    throw error;
  });
  if (before !== undefined) await truncate(path, before.wholeBytes);
  const file = await open(path, "a", 0o600);
  if (before === undefined) await syncDirectory(directory);
  return { file, lastSeq: before?.events.at(-1)?.seq ?? 0, turn: Promise.resolve() };
}

/**
 * All whole lines, and how many bytes they take: what follows was torn by a crash.
 * @throws AppError `not_found`, `storage_failed` for a line that is no event
 */
async function readEvents(path: string): Promise<{ events: RunEvent[]; wholeBytes: number }> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw isMissing(error) ? noSuchRun() : error;
  });
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.toString("utf8", 0, wholeBytes).split("\n");
  return { events: lines.filter((line) => line !== "").map(parseLine), wholeBytes };
}

function parseLine(line: string): RunEvent {
  try {
    // The journal is ours alone: its lines were checked by the types that wrote them.
    return JSON.parse(line) as RunEvent;
  } catch (cause) {
    const message = "The journal of this run is damaged and was left as it is. Run the workflow again.";
    throw new AppError("storage_failed", message, {}, { cause });
  }
}

function noSuchRun(id?: string): AppError {
  return new AppError("not_found", "There is no run with this address.", id === undefined ? {} : { id });
}
