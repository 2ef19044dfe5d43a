import { type FileHandle, open, truncate } from "node:fs/promises";
import { createLockLines } from "@/lib/storage/lockLines";
import type { RunJournal } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import { outcomeTypes, type RunEvent, type RunEventBody } from "@/types/run";
import { ensurePrivateDirectory, syncDirectory } from "./atomicFile";
import { readEvents } from "./journalLines";
import { journalPath, runDirectory } from "./runDirectory";
import { toStorageError } from "./storageError";

/** Writes journals. */
export interface JournalAppender {
  append: RunJournal["append"];
  /** Once what is being written is there. */
  close(runId: string): Promise<void>;
}

export interface JournalAppenderOptions {
  directory: string;
  now: () => Date;
  /**
   * Whether nobody else writes to a journal until `close`: then it stays open between appends, to the end of its run.
   * Any other is closed after each, since what follows may be another process's.
   */
  isHeld: (runId: string) => boolean;
}

interface OpenJournal {
  file: FileHandle;
  lastSeq: number;
}

export function createJournalAppender({ directory, now, isHeld }: JournalAppenderOptions): JournalAppender {
  const journals = new Map<string, OpenJournal>();
  // So that `seq` and lines keep their order.
  const inTurn = createLockLines();

  const close = async (runId: string): Promise<void> => {
    const journal = journals.get(runId);
    journals.delete(runId);
    await journal?.file.close();
  };

  const append = async (runId: string, bodies: RunEventBody[]): Promise<RunEvent[]> => {
    const journal = journals.get(runId) ?? (await openForAppend(directory, runId));
    journals.set(runId, journal);
    const at = now().toISOString();
    const events = bodies.map((body) => ({ seq: ++journal.lastSeq, at, ...body }));
    let isToStay = false;
    try {
      await journal.file.appendFile(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
      // One sync for all outcomes of a batch; a lost delta is a lost frame, a lost outcome is paid twice.
      if (bodies.some(({ type }) => outcomeTypes.has(type))) await journal.file.datasync();
      isToStay = isHeld(runId) && !bodies.some(({ type }) => type === "run-end");
    } finally {
      // Where that failed, half a line may stand in the file: the next append opens it anew and cuts that off.
      if (!isToStay) await close(runId);
    }
    return events;
  };

  return {
    append: (runId, bodies) =>
      inTurn(runId, () => append(runId, bodies)).catch((error: unknown) => {
        throw toStorageError(error, "The run");
      }),
    close: (runId) => inTurn(runId, () => close(runId)),
  };
}

async function openForAppend(directory: string, runId: string): Promise<OpenJournal> {
  const path = journalPath(directory, runId);
  await ensurePrivateDirectory(runDirectory(directory, runId));
  const before = await readEvents(path).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return undefined;
    throw error;
  });
  if (before !== undefined) await truncate(path, before.end);
  const file = await open(path, "a", 0o600);
  try {
    if (before === undefined) await syncDirectory(runDirectory(directory, runId));
  } catch (error) {
    await file.close();
    throw error;
  }
  return { file, lastSeq: before?.events.at(-1)?.seq ?? 0 };
}
