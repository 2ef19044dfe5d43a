import type { JournalWatch } from "@/lib/storage/ports";
import type { Database } from "./database";
import { endsByItself } from "./databaseError";
import { NEWS, type RunNotices } from "./runNotices";

/** Without a notice it is looked all the same so often, in milliseconds: a worker that dies tells nobody. */
const MAX_WAIT_MS = 3000;
/** For so long after a reader said that it watches, appends send notices, in seconds. */
const WATCHED_SECONDS = 60;

/** One row that all readers of a run share is written anew only when it is half over. */
const WATCH = `
  UPDATE runs SET watched_until = now() + interval '${WATCHED_SECONDS} s'
  WHERE id = $1 AND (watched_until IS NULL OR watched_until < now() + interval '${WATCHED_SECONDS / 2} s')`;

interface WatchParts {
  database: Database;
  notices: RunNotices;
}

/** Watches the journal of a run: from when it is made on, no notice is missed. @throws AppError `storage_failed` */
export async function watchRun({ database, notices }: WatchParts, runId: string): Promise<JournalWatch> {
  let hasNews = false;
  let wake = (): void => {};
  const close = notices.subscribe(NEWS, runId, () => {
    hasNews = true;
    wake();
  });
  // While the database is away or busy, it is said with the next look.
  const say = () => database.query(WATCH, [runId]).catch(throwUnlessPassing);
  try {
    await say();
  } catch (error) {
    close();
    throw error;
  }

  return {
    next: async (signal) => {
      if (!hasNews) {
        await woken(signal, (resolve) => {
          wake = resolve;
        });
      }
      hasNews = false;
      if (!signal.aborted) await say();
      return !signal.aborted;
    },
    close,
  };
}

function throwUnlessPassing(error: unknown): void {
  if (!endsByItself(error)) throw error;
}

/** Waits for a call of what is handed out, for the longest wait, or for the signal. */
async function woken(signal: AbortSignal, handOut: (wake: () => void) => void): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, MAX_WAIT_MS).unref();
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done, { once: true });
    handOut(done);
  });
}
