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
