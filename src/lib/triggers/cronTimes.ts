import { Cron } from "croner";
import { AppError } from "@/types/errors";

const TOLD_TIMES = 3;

/** A time table: five fields of cron, read by the clock of an IANA time zone. */
export interface TimeTable {
  cron: string;
  timeZone: string;
}

/** The next three after one, as people are told them: ISO 8601, UTC. @throws as `nextTimes` */
export function toldTimes(table: TimeTable, afterMs: number): string[] {
  return nextTimes(table, afterMs, TOLD_TIMES).map((time) => new Date(time).toISOString());
}

/**
 * The next times after one, in milliseconds since 1970. Where clocks are put forward, a job of one time a day that falls
 * into the gap comes right after it; where they are put back, it comes once; what comes more often goes on in real time.
 * @throws AppError `invalid_request` for a table that cannot be read, or that never comes
 */
export function nextTimes(table: TimeTable, afterMs: number, count: number): number[] {
  const times = read(table, (cron) => cron.nextRuns(count, new Date(afterMs)));
  if (times.length > 0) return times.map((time) => time.getTime());
  throw new AppError("invalid_request", "This time never comes. Change the days or the months of the schedule.");
}

/** The last time that is not later than one; undefined where there is none. @throws as `nextTimes` */
export function latestTime(table: TimeTable, untilMs: number): number | undefined {
  // It gives times before the one that it is asked for, and knows whole seconds alone.
  const [time] = read(table, (cron) => cron.previousRuns(1, new Date(Math.floor(untilMs / 1000) * 1000 + 1000)));
  return time?.getTime();
}

/** How many times there are after one and up to another; `most` where there are more. @throws as `nextTimes` */
export function countTimes(table: TimeTable, afterMs: number, untilMs: number, most: number): number {
  const until = new Date(untilMs + 1000);
  const times = read(table, (cron) => cron.nextRuns(most, new Date(afterMs)), { stopAt: until });
  return times.filter((time) => time.getTime() <= untilMs).length;
}

function read<T>({ cron, timeZone }: TimeTable, work: (cron: Cron) => T, options: { stopAt?: Date } = {}): T {
  try {
    return work(new Cron(cron, { ...options, timezone: timeZone, mode: "5-part" }));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^Cron\w+: /, "") : "";
    const message = `“${cron}” is no time table: five fields are wanted, minute, hour, day, month and day of the week, as in “0 9 * * 1-5”. ${reason}`;
    throw new AppError("invalid_request", message.trim(), {}, { cause });
  }
}
