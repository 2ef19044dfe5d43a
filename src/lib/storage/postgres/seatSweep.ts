import type { Database } from "./database";
import type { LockSession } from "./lockSession";

/** Takes all places from those who have not been connected for a while. @throws AppError `storage_failed` */
export type SeatSweep = () => Promise<void>;

export interface SeatSweepOptions {
  database: Pick<Database, "query">;
  session: Pick<LockSession, "isShownElsewhere">;
  /** This process. */
  holder: string;
}

/** Between two looks of this process, in milliseconds. */
const LOOK_MS = 1000;
/** How long one whose connection broke may take to be there again; nobody can tell whether it is dead. */
const GRACE_MS = 4000;

/** The sign of a process that is connected. */
export function lifeOf(holder: string): string {
  return `life of ${holder}`;
}

/** Of all gates: callers at several of them take turns at looking. Other locks have holders in that table too. */
const OTHERS = "SELECT DISTINCT holder FROM lock_holders WHERE name LIKE 'seat %' AND holder <> $1";

export function createSeatSweep({ database, session, holder }: SeatSweepOptions): SeatSweep {
  /** Who was not connected at the last looks, and since when, in milliseconds. */
  let absent = new Map<string, number>();
  let lookedMs = Number.NEGATIVE_INFINITY;

  /** Since when somebody is not there; undefined for one that is, or whose places are free now. */
  const lookAt = async (other: string, nowMs: number): Promise<number | undefined> => {
    if (await session.isShownElsewhere(lifeOf(other))) return undefined;
    const sinceMs = absent.get(other) ?? nowMs;
    if (nowMs - sinceMs < GRACE_MS) return sinceMs;
    await database.query("DELETE FROM lock_holders WHERE name LIKE 'seat %' AND holder = $1", [other]);
    return undefined;
  };

  return async () => {
    const nowMs = performance.now();
    if (nowMs - lookedMs < LOOK_MS) return;
    // Whoever was not looked at meanwhile may have been there.
    if (nowMs - lookedMs > GRACE_MS) absent.clear();
    lookedMs = nowMs;
    const others = await database.query<{ holder: string }>(OTHERS, [holder]);
    const still = new Map<string, number>();
    for (const { holder: other } of others) {
      const sinceMs = await lookAt(other, nowMs);
      if (sinceMs !== undefined) still.set(other, sinceMs);
    }
    absent = still;
  };
}
