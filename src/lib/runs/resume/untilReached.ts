import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/types/errors";

/**
 * How long whoever works on a run in another process is tried to be reached, in milliseconds: longer than one that is
 * dead keeps its claim, and no longer than a person waits.
 */
export const REACH_MS = 20_000;
const PAUSE_MS = 200;

/** Tries until it is done, or for so long, but once at least; each try knows how long is left. Says whether it is done. */
export async function untilReached(reachMs: number, reach: (leftMs: number) => Promise<boolean>): Promise<boolean> {
  const untilMs = performance.now() + reachMs;
  for (;;) {
    const leftMs = untilMs - performance.now();
    if (await reach(Math.max(0, leftMs))) return true;
    if (performance.now() >= untilMs) return false;
    await sleep(PAUSE_MS);
  }
}

/** `hasNot` says what whoever works on the run has not done, and `next` what a person can do. */
export function unreached(id: string, hasNot: string, next: string): AppError {
  const message = `Another process works on this run and ${hasNot}. ${next}`;
  return new AppError("conflict", message, { id, unreached: true, action: "retry" });
}
