import type { OpenRun } from "@/types/activity";

/** How many answers of people runs wait for, all together. */
export function countWaits(runs: readonly OpenRun[] = []): number {
  return runs.reduce((sum, { waits = 0 }) => sum + waits, 0);
}
