import { createReadStream } from "node:fs";
import { type FileHandle, open, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import type { RunJournal } from "@/lib/storage/ports";
import { AppError, isAppError } from "@/types/errors";
import { outcomeTypes, type RunEvent, type RunEventBody } from "@/types/run";
import { idSchema } from "@/types/workflow";
import { ensurePrivateDirectory, syncDirectory, writeFileAtomic } from "./atomicFile";
import { isMissing, toStorageError } from "./storageError";

const NEWLINE = 0x0a;
/** Read from the disk at once. */
const READ_BYTES = 1024 * 1024;

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

  const size = async (runId: string): Promise<number> => {
    const found = await stat(pathOf(runId)).catch((error: unknown) => {
      throw isMissing(error) ? noSuchRun(runId) : error;
    });
    return found.size;
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
  if (before !== undefined) await truncate(path, before.end);
  const file = await open(path, "a", 0o600);
  if (before === undefined) await syncDirectory(directory);
  return { file, lastSeq: before?.events.at(-1)?.seq ?? 0, turn: Promise.resolve() };
}

/**
 * All whole lines from a place in the file on, and where they end: what follows is not written yet, or was torn by a
 * crash. @throws AppError `not_found`, `storage_failed` for a line that is no event
 */
async function readEvents(path: string, offset = 0): Promise<{ events: RunEvent[]; end: number }> {
  const bytes = await readBytes(path, offset);
  const events: RunEvent[] = [];
  let start = 0;
  // Line by line: the whole may be longer than a string can be.
  for (let stop = bytes.indexOf(NEWLINE); stop !== -1; stop = bytes.indexOf(NEWLINE, start)) {
    if (stop > start) events.push(parseLine(bytes.toString("utf8", start, stop)));
    start = stop + 1;
  }
  return { events, end: offset + start };
}

async function readBytes(path: string, start: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of createReadStream(path, { start, highWaterMark: READ_BYTES })) pieces.push(piece);
  } catch (error) {
    throw isMissing(error) ? noSuchRun() : error;
  }
  return Buffer.concat(pieces);
}

function parseLine(line: string): RunEvent {
  try {
    const event: unknown = JSON.parse(line);
    if (isEvent(event)) return event;
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

function noSuchRun(id?: string): AppError {
  return new AppError("not_found", "There is no run with this address.", id === undefined ? {} : { id });
}
