import { setTimeout as sleep } from "node:timers/promises";
import type { Seats } from "@/types/limits";
import type { Database } from "./database";
import { createLockSession, type LockSession } from "./lockSession";

const FIRST_PAUSE_MS = 20;
const MAX_PAUSE_MS = 250;
const PAUSE_GROWTH = 1.5;
/** In this time everybody who waits has looked, in milliseconds. */
const ALL_LOOK_MS = 400;

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

  return (gate) => {
    const place = { session, mine, gate, taken: 0 };
    return { take: (limit, onWait, signal) => take(place, limit, onWait, signal) };
  };
}

interface Gate {
  session: LockSession;
  /** Names of places that this process has, or is about to take. */
  mine: Set<string>;
  gate: string;
  /** Calls that came for a place since others were let through. */
  taken: number;
}

async function take(place: Gate, limit: number, onWait: () => void, signal: AbortSignal): Promise<() => void> {
  const leave = place.session.enter();
  let stopWanting: (() => Promise<void>) | undefined;
  try {
    await letOthersThrough(place, limit, signal);
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * PAUSE_GROWTH, MAX_PAUSE_MS)) {
      signal.throwIfAborted();
      const free = await tryTake(place, limit);
      if (free !== undefined) {
        void stopWanting?.();
        return () => {
          free();
          leave();
        };
      }
      onWait();
      stopWanting ??= await place.session.want(nameOfWaiting(place));
      await sleep(1 + Math.random() * pauseMs, undefined, { signal });
    }
  } catch (error) {
    void stopWanting?.().finally(leave);
    if (stopWanting === undefined) leave();
    throw error;
  }
}

/**
 * Who frees a place would be the first at it again, and others would wait for as long as there are calls here. So after
 * as many calls as there are places, one holds back: each process comes to have as many places as any other.
 */
async function letOthersThrough(place: Gate, limit: number, signal: AbortSignal): Promise<void> {
  place.taken += 1;
  if (place.taken < limit) return;
  place.taken = 0;
  const isWanted = await place.session.isWantedElsewhere(nameOfWaiting(place)).catch(() => false);
  if (isWanted) await sleep(ALL_LOOK_MS, undefined, { signal });
}

function nameOfWaiting({ gate }: Gate): string {
  return `waiting at ${gate}`;
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
