import type { Hours } from "@/types/triggers";

const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Milliseconds since 1970. The end is not part of it. */
export interface Span {
  startMs: number;
  endMs: number;
}

/**
 * The allowed hours that reach into a time. Where clocks change, the shorter reading holds: a time that comes twice
 * begins at the second and ends at the first; one that is left out begins after the gap and ends before it.
 */
export function spansBetween({ from, to }: Hours, timeZone: string, fromMs: number, untilMs: number): Span[] {
  const offsetAt = offsetsOf(timeZone);
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const endsNextDay = end <= begin;
  const firstDay = Math.floor((fromMs + offsetAt(fromMs)) / DAY_MS) - 1;
  const days = Math.ceil((untilMs - fromMs) / DAY_MS) + 3;
  return Array.from({ length: days }, (_, index) => {
    const day = (firstDay + index) * DAY_MS;
    return {
      startMs: Math.max(...momentsOf(day + begin * MINUTE_MS, offsetAt)),
      endMs: Math.min(...momentsOf(day + end * MINUTE_MS + (endsNextDay ? DAY_MS : 0), offsetAt)),
    };
  }).filter(({ startMs, endMs }) => startMs < endMs && endMs > fromMs && startMs < untilMs);
}

/** The moments that a clock on a wall may mean; of a time that the zone leaves out, one on each side of the gap. */
function momentsOf(wallMs: number, offsetAt: (ms: number) => number): number[] {
  const moments = [wallMs - offsetAt(wallMs - DAY_MS), wallMs - offsetAt(wallMs + DAY_MS)];
  const real = moments.filter((moment) => moment + offsetAt(moment) === wallMs);
  return real.length > 0 ? real : moments;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** By how many milliseconds the clocks of a zone are ahead of UTC. */
function offsetsOf(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (ms) => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
    return wallMs - Math.floor(ms / 1000) * 1000;
  };
}
