import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAway, isDatabaseBusy } from "./postgres/databaseError";

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 2000;

/** Tries again while the database is away or busy; what was asked may have been done all the same. */
export async function untilDone<T>(work: (isFirst: boolean) => Promise<T>, patienceMs: number): Promise<T> {
  const untilMs = performance.now() + patienceMs;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work(attempt === 0);
    } catch (error) {
      const passes = isDatabaseAway(error) || isDatabaseBusy(error);
      if (!passes || performance.now() >= untilMs) throw error;
      await sleep(Math.min(FIRST_PAUSE_MS * 2 ** attempt, MAX_PAUSE_MS));
    }
  }
}
