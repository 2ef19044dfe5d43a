import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { untilDone } from "@/lib/storage/untilDone";
import type { Seats } from "@/types/limits";
import type { Database } from "./database";
import { endsByItself } from "./databaseError";
import { createLockSession, type LockSession } from "./lockSession";
import { createSeatSweep, lifeOf, type SeatSweep } from "./seatSweep";

const FIRST_PAUSE_MS = 20;
const MAX_PAUSE_MS = 250;
const PAUSE_GROWTH = 1.5;
/** In this time everybody who waits has looked, in milliseconds. */
const ALL_LOOK_MS = 400;
/** How long one that has ended tries to say so, in milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * At random, so that processes that look at the same time want different ones. `$3`: an answer was lost, so a place that
 * is this process's already comes first.
 */
const TAKE = `
  INSERT INTO lock_holders AS seat (name, holder)
  SELECT name, $2 FROM unnest($1::text[]) AS wanted(name)
  WHERE NOT EXISTS (SELECT FROM lock_holders AS other WHERE other.name = wanted.name AND other.holder <> $2)
  ORDER BY $3::boolean AND EXISTS (
    SELECT FROM lock_holders AS own WHERE own.name = wanted.name AND own.holder = $2
  ) DESC, random() LIMIT 1
  ON CONFLICT (name) DO UPDATE SET holder = $2 WHERE seat.holder = $2
  RETURNING name`;

/**
 * Places that are counted over all processes on one database: each is a row that names this process, which outlives a
 * connection that breaks in the middle of a call. That the process lives, it shows through its session, which ends when
 * it dies; so others wait a while before they take the places of one that is not connected. While the database is away
 * nobody is let in.
 */
export function createPostgresSeats(database: Pick<Database, "connect" | "query">): (gate: string) => Seats {
  const holder = randomUUID();
  const mine = new Set<string>();
  const session = createLockSession(database, { sign: lifeOf(holder), onLost: () => void liveAgain() });

  const liveAgain = async (): Promise<void> => {
    for (let pauseMs = FIRST_PAUSE_MS; mine.size > 0; pauseMs = Math.min(pauseMs * PAUSE_GROWTH, MAX_PAUSE_MS)) {
      const isOpen = await session.open().then(
        () => true,
        () => false,
      );
      if (isOpen) return;
      await sleep(pauseMs, undefined, { ref: false });
    }
  };

  const sweep = createSeatSweep({ database, session, holder });
  return (gate) => {
    const place = { database, session, sweep, holder, mine, gate, taken: 0, mayHaveMore: false };
    return { take: (limit, onWait, signal) => take(place, limit, onWait, signal) };
  };
}

interface Gate {
  database: Pick<Database, "query">;
  session: LockSession;
  sweep: SeatSweep;
  /** This process. */
  holder: string;
  /** Names of places that it has. */
  mine: Set<string>;
  gate: string;
  /** Calls that came for a place since others were let through. */
  taken: number;
  /** An answer was lost: it may have a place that it does not know of. */
  mayHaveMore: boolean;
}

async function take(place: Gate, limit: number, onWait: () => void, signal: AbortSignal): Promise<() => void> {
  const leave = place.session.enter();
  let stopWanting: (() => Promise<void>) | undefined;
  try {
    await letOthersThrough(place, limit, signal);
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * PAUSE_GROWTH, MAX_PAUSE_MS)) {
      signal.throwIfAborted();
      const free = await tryTake(place, limit).catch(() => undefined);
      if (free !== undefined) {
        void stopWanting?.();
        return () => void free().finally(leave);
      }
      onWait();
      stopWanting ??= await place.session.show(signOfWaiting(place));
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
  const isWanted = await place.session.isShownElsewhere(signOfWaiting(place)).catch(() => false);
  if (isWanted) await sleep(ALL_LOOK_MS, undefined, { signal });
}

function signOfWaiting({ gate }: Gate): string {
  return `waiting at ${gate}`;
}

/** What frees the place that it has found. @throws AppError `storage_failed` */
async function tryTake(place: Gate, limit: number) {
  const { database, session, sweep, holder, mine, gate } = place;
  await session.open();
  const names = Array.from({ length: limit }, (_, number) => `seat ${number} of ${gate}`);
  const wanted = names.filter((name) => !mine.has(name));
  const asked = database.query<{ name: string }>(TAKE, [wanted, holder, place.mayHaveMore]);
  const [seat] = await asked.catch((error: unknown) => {
    place.mayHaveMore = true;
    throw error;
  });
  if (seat === undefined) {
    await sweep();
    return undefined;
  }
  // Another caller of this process may have been given the same one meanwhile.
  if (mine.has(seat.name)) return undefined;
  mine.add(seat.name);
  place.mayHaveMore = false;
  return async () => {
    const free = () => database.query("DELETE FROM lock_holders WHERE name = $1 AND holder = $2", [seat.name, holder]);
    await untilDone(free, { patienceMs: PATIENCE_MS, outlasts: endsByItself }).catch(() => undefined);
    mine.delete(seat.name);
  };
}
