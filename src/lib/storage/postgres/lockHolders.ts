import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { untilDone } from "@/lib/storage/untilDone";
import type { Statements } from "./database";
import { endsByItself } from "./databaseError";

/** Those who work under a lock, beside the lock: a row outlives the connection that is cut. */
export interface LockHolders {
  /** Runs `work` under a lock that is had, once whoever had it before has ended. @throws AppError `storage_failed` */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** How long one whose lock was lost may take to end; the next one cannot tell whether it is dead. */
const GRACE_MS = 4000;
const PAUSE_MS = 100;
/** How long one that has ended tries to say so, in milliseconds. */
const PATIENCE_MS = 60_000;

export function createLockHolders({ query }: Statements): LockHolders {
  const take = async (name: string, holder: string): Promise<boolean> => {
    const statement = "INSERT INTO lock_holders (name, holder) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING name";
    return (await query(statement, [name, holder])).length > 0;
  };

  return {
    alone: async (name, work) => {
      const holder = randomUUID();
      const untilMs = performance.now() + GRACE_MS;
      while (!(await take(name, holder))) {
        if (performance.now() >= untilMs) {
          await query("UPDATE lock_holders SET holder = $2 WHERE name = $1", [name, holder]);
          break;
        }
        await sleep(PAUSE_MS);
      }
      const leave = () => query("DELETE FROM lock_holders WHERE name = $1 AND holder = $2", [name, holder]);
      try {
        return await work();
      } finally {
        // Nobody waits for it: one that cannot be told of makes the next one wait, and no more.
        const left = untilDone(leave, { patienceMs: PATIENCE_MS, outlasts: endsByItself }).catch(() => undefined);
        await Promise.race([left, sleep(PAUSE_MS)]);
      }
    },
  };
}
