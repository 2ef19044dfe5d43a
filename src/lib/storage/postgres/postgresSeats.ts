import { setTimeout as sleep } from "node:timers/promises";
import type { Seats } from "@/types/limits";
import type { Database } from "./database";
import { createLockSession, type LockSession } from "./lockSession";

const FIRST_PAUSE_MS = 20;
const MAX_PAUSE_MS = 250;
const PAUSE_GROWTH = 1.5;

/**
 * Places that are counted over all processes on one database: each is an advisory lock of this process's session, so
 * that a process that dies leaves its places at once. While the database is away nobody is let in.
 */
export function createPostgresSeats(database: Pick<Database, "connect">): (gate: string) => Seats {
  const session = createLockSession(database);
  return (gate) => seatsOf(session, gate);
}

function seatsOf(session: LockSession, gate: string): Seats {
  /** The session may take its own locks twice: which it has, only this process knows. */
  const mine = new Set<number>();

  const tryTake = async (limit: number): Promise<(() => void) | undefined> => {
    for (let seat = 0; seat < limit; seat++) {
      if (mine.has(seat)) continue;
      mine.add(seat);
      const release = await session.tryLock(`seat ${seat} of ${gate}`).catch(() => undefined);
      if (release !== undefined) return () => void release().finally(() => mine.delete(seat));
      mine.delete(seat);
    }
    return undefined;
  };

  return {
    take: async (limit, onWait, signal) => {
      const leave = session.enter();
      try {
        for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * PAUSE_GROWTH, MAX_PAUSE_MS)) {
          signal.throwIfAborted();
          const free = await tryTake(limit);
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
    },
  };
}
