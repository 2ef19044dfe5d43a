import type { TriggerOf } from "@/types/triggers";
import { countTimes, latestTime } from "./cronTimes";

/** How late a time may be seen and still is on time, in milliseconds: a start of the server, a busy computer. */
const ON_TIME_MS = 60_000;
/** A clock that was wrong by more than this, in milliseconds, is not waited for. */
const CLOCK_WAS_WRONG_MS = 26 * 3_600_000;
/** Missed times are not counted further. */
const MOST_MISSED = 1000;

/** What of a schedule is due. */
export interface Due {
  /** The last time that has come, in milliseconds since 1970. */
  dueMs: number;
  /** Times before it that nobody saw to. */
  missed: number;
  /** Nobody was there at that time: it was missed as well. */
  isLate: boolean;
}

type Schedule = Pick<TriggerOf<"schedule">, "cron" | "timeZone" | "since">;

/**
 * Up to when times of a schedule were seen to, in milliseconds since 1970. After a clock was set back nothing comes
 * twice; one that was wrong by more than a day counts as if it had never been: then this is undefined.
 */
export function seenUntil({ since }: Schedule, doneUntil: string | undefined, nowMs: number): number | undefined {
  const times = [since, doneUntil ?? since].map((time) => Date.parse(time));
  const believed = times.filter((timeMs) => timeMs <= nowMs + CLOCK_WAS_WRONG_MS);
  return believed.length === 0 ? undefined : Math.max(...believed);
}

/** Undefined where no time has come after `seenMs`. @throws AppError `invalid_request` for a table that cannot be read */
export function findDue(schedule: Schedule, seenMs: number, nowMs: number): Due | undefined {
  const dueMs = latestTime(schedule, nowMs);
  if (dueMs === undefined || dueMs <= seenMs) return undefined;
  const missed = countTimes(schedule, seenMs, dueMs, MOST_MISSED) - 1;
  return { dueMs, missed: Math.max(0, missed), isLate: nowMs - dueMs > ON_TIME_MS };
}
