import { type FileHandle, open, truncate } from "node:fs/promises";
import type { RunJournal } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import { outcomeTypes, type RunEvent, type RunEventBody } from "@/types/run";
import { ensurePrivateDirectory, syncDirectory } from "./atomicFile";
import { readEvents } from "./journalLines";
import { journalPath, runDirectory } from "./runDirectory";
import { toStorageError } from "./storageError";

/** Writes journals; one stays open from its first append to the end of its run. */
export interface JournalAppender {
  append: RunJournal["append"];
  close(runId: string): Promise<void>;
}

interface OpenJournal {
  file: FileHandle;
  lastSeq: number;
  /** The append under way: the next one waits for it, so that `seq` and lines keep their order. */
  turn: Promise<unknown>;
}

export function createJournalAppender(directory: string, now: () => Date): JournalAppender {
  const journals = new Map<string, Promise<OpenJournal>>();

  const openOnce = (runId: string): Promise<OpenJournal> => {
    const known = journals.get(runId);
    if (known !== undefined) return known;
    const opened = openForAppend(runDirectory(directory, runId), journalPath(directory, runId));
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
    close,
  };
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
