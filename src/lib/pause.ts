import { setTimeout as sleep } from "node:timers/promises";
import { isAbort } from "@/types/errors";

/** Waits so many milliseconds; false, at once, when the signal aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch (error) {
    if (isAbort(error)) return false;
    throw error;
  }
}

/** What `work` gives, or `instead` after so many milliseconds; the work goes on. @throws what `work` throws in time */
export async function inTime<T>(work: Promise<T>, ms: number, instead: T): Promise<T> {
  const late = Promise.withResolvers<T>();
  const timer = setTimeout(late.resolve, ms, instead);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
