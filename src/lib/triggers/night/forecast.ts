import type { NightCost, NightDeed, NightForecast } from "@/types/nightShift";

/** Runs of a workflow that are looked at, none older than so many seconds. */
const MEASURED_RUNS = 5;
const DAY_SECONDS = 86_400;
const MEASURED_SECONDS = 30 * DAY_SECONDS;
/** From so many on the dearest does not count: somebody may have used the plan beside it. */
const ENOUGH_RUNS = 3;
/** Upstreams tell whole percents, so that a difference of two of them may be one less than it was. */
const ROUNDING_PERCENT = 1;

/** What is assumed of a run that was never measured, in percent of a window. */
const GUESS = { short: 15, long: 5, durationSeconds: 1800 };

/** What the next run of a workflow is expected to take: as much as the dearest of the last few, or the next to it. */
export function forecastOf(
  workflowId: string,
  did: readonly NightDeed[],
  windows: readonly { lengthSeconds: number }[],
  nowMs: number,
): NightForecast {
  const measured = did
    .filter((deed) => deed.workflowId === workflowId && tellsCost(deed, nowMs))
    .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
    .slice(0, MEASURED_RUNS);
  const lengths = [...new Set([18_000, 7 * DAY_SECONDS, ...windows.map(({ lengthSeconds }) => lengthSeconds)])];
  const costs = lengths.map((lengthSeconds) => ({ lengthSeconds, percent: costOf(lengthSeconds, measured) }));
  if (measured.length === 0) return { costs, durationSeconds: GUESS.durationSeconds, isGuess: true };
  return { costs, durationSeconds: Math.max(60, ...measured.map(secondsOf)), isGuess: false };
}

/** Not one beside which somebody needed the plan. */
function tellsCost(deed: NightDeed, nowMs: number): boolean {
  const isOld = nowMs - Date.parse(deed.startedAt) > MEASURED_SECONDS * 1000;
  return deed.outcome === "completed" && deed.over?.because !== "reserve" && !isOld && takenOf(deed).length > 0;
}

function costOf(lengthSeconds: number, measured: readonly NightDeed[]): number {
  const taken = measured
    .flatMap(takenOf)
    .filter((cost) => cost.lengthSeconds === lengthSeconds)
    .map(({ percent }) => percent)
    .toSorted((a, b) => b - a);
  const counts = taken[taken.length >= ENOUGH_RUNS ? 1 : 0];
  if (counts === undefined) return lengthSeconds < DAY_SECONDS ? GUESS.short : GUESS.long;
  return counts + ROUNDING_PERCENT;
}

/** By how much a run moved the windows that did not begin anew meanwhile. */
export function takenOf({ windows, endedAt }: NightDeed): NightCost[] {
  return windows.flatMap(({ lengthSeconds, before, after, resetsAt }) => {
    const isAnew = resetsAt !== undefined && endedAt !== undefined && resetsAt <= endedAt;
    if (after === undefined || after < before || isAnew) return [];
    return [{ lengthSeconds, percent: after - before }];
  });
}

function secondsOf({ startedAt, endedAt = startedAt }: NightDeed): number {
  return (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}
