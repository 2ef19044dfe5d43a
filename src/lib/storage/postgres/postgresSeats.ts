import { setTimeout as sleep } from "node:timers/promises";
import type { Seats } from "@/types/limits";
import type { Database } from "./database";
import { createLockSession, type LockSession } from "./lockSession";

const FIRST_PAUSE_MS = 20;
const MAX_PAUSE_MS = 250;
const PAUSE_GROWTH = 1.5;

/**
 * Places that are counted over all processes on one database: each is an advisory lock of this process's session, so
 * that a process that dies leaves its places at once. Where only the session breaks, a new one takes them again before
 * anything else. While the database is away nobody is let in.
 */
export function createPostgresSeats(database: Pick<Database, "connect">): (gate: string) => Seats {
  /** The session may take its own locks twice: which it has, only this process knows. */
  const mine = new Set<string>();
  const session = createLockSession(database, {
    onOpened: async (tryLock) => {
      for (const seat of mine) await tryLock(seat);
    },
    onLost: () => void takeAgain(),
  });

  const takeAgain = async (): Promise<void> => {
    for (let pauseMs = FIRST_PAUSE_MS; mine.size > 0; pauseMs = Math.min(pauseMs * PAUSE_GROWTH, MAX_PAUSE_MS)) {
      const isOpen = await session.open().then(
        () => true,
        () => false,
      );
      if (isOpen) return;
      await sleep(pauseMs, undefined, { ref: false });
    }
  };

  return (gate) => ({ take: (limit, onWait, signal) => take({ session, mine, gate }, limit, onWait, signal) });
}

interface Gate {
  session: LockSession;
  /** Names of places that this process has, or is about to take. */
  mine: Set<string>;
  gate: string;
}

async function take(place: Gate, limit: number, onWait: () => void, signal: AbortSignal): Promise<() => void> {
  const leave = place.session.enter();
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * PAUSE_GROWTH, MAX_PAUSE_MS)) {
      signal.throwIfAborted();
      const free = await tryTake(place, limit);
      if (free !== undefined) {
        return () => {
          free();
          leave();
        };
      }
      onWait();
      await sleep(1 + Math.random() * pauseMs, undefined, { signal });
    }
  } catch (error) {
    leave();
    throw error;
  }
}

async function tryTake({ session, mine, gate }: Gate, limit: number): Promise<(() => void) | undefined> {
  for (let number = 0; number < limit; number++) {
    const seat = `seat ${number} of ${gate}`;
    if (mine.has(seat)) continue;
    mine.add(seat);
    const release = await session.tryLock(seat).catch(() => undefined);
    if (release !== undefined) return () => void release().finally(() => mine.delete(seat));
    mine.delete(seat);
  }
  return undefined;
}
