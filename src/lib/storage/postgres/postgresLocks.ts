import { setTimeout as sleep } from "node:timers/promises";
import { createLockLines } from "@/lib/storage/lockLines";
import type { TextStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import type { Database } from "./database";
import { createLockHolders } from "./lockHolders";
import { createLockSession, type LockSession } from "./lockSession";

const MAX_WAIT_MS = 60_000;
/** Between two looks at a lock that another process holds; at random, so that waiting processes take turns. */
const FIRST_PAUSE_MS = 15;
const MAX_PAUSE_MS = 100;
const PAUSE_GROWTH = 1.3;

/**
 * Locks by name over all processes on one database: advisory locks of one session per process, which the database
 * frees as soon as the session ends, however it ends. That is also so when the connection breaks while the process
 * lives: its lock may be another's before its work is done. So nothing is written on the strength of a lock alone:
 * a text names the version that it is written over, tokens their generation. Where the work reaches out, the next one
 * waits a while for one that has not ended (`lockHolders`).
 *
 * A session holds its locks as often as they are taken; those of one process who want the same wait for each other here.
 */
export function createPostgresLocks(database: Pick<Database, "connect" | "query">): TextStore["lock"] {
  const session = createLockSession(database);
  const enter = createLockLines();
  const holders = createLockHolders(database);
  return (name, { reachesOut = false } = {}) => ({
    run: (work, enough) =>
      enter(name, () => holding(session, name, reachesOut ? () => holders.alone(name, work) : work, enough)),
  });
}

async function holding<T>(
  session: LockSession,
  name: string,
  work: () => Promise<T>,
  enough: AbortSignal | undefined,
): Promise<T> {
  const leave = session.enter();
  try {
    const release = await acquire(session, name, enough);
    try {
      return await work();
    } finally {
      await release();
    }
  } finally {
    leave();
  }
}

async function acquire(
  session: LockSession,
  name: string,
  enough: AbortSignal | undefined,
): Promise<() => Promise<void>> {
  const startMs = performance.now();
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * PAUSE_GROWTH, MAX_PAUSE_MS)) {
    const release = await session.tryLock(name);
    if (release !== undefined) return release;
    const waitedMs = performance.now() - startMs;
    if (waitedMs > MAX_WAIT_MS || enough?.aborted) throw heldTooLong(name, waitedMs);
    await sleep(1 + Math.random() * pauseMs);
  }
}

function heldTooLong(name: string, waitedMs: number): AppError {
  return new AppError(
    "storage_failed",
    `Another Patchbay process has held the lock “${name}” for ${Math.round(waitedMs / 1000)} seconds. Stop it, or try again.`,
    { reason: "locked" },
  );
}
