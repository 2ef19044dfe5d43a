import { AppError } from "@/types/errors";

const DAY_MS = 86_400_000;

/**
 * When a key ends, as ISO 8601: `30d` from now, the end of a day where the person is (`2026-12-24`), or a time.
 * @throws AppError `invalid_request` for what is none of these, or over
 */
export function toExpiry(given: unknown, now = Date.now()): string | undefined {
  if (given === undefined) return undefined;
  const endMs = toTime(String(given), now);
  if (endMs > now && endMs < MAX_TIME_MS) return new Date(endMs).toISOString();
  throw new AppError(
    "invalid_request",
    `--expires wants days from now, a day or a time that is to come, for example 30d or 2030-12-24, not ${given}.`,
  );
}

/** The last moment of the year 9999: later ones are written with more digits. */
const MAX_TIME_MS = Date.UTC(10_000, 0, 1);

/** NaN for what is no time. */
function toTime(text: string, now: number): number {
  const [, days] = /^(\d{1,7})d$/.exec(text) ?? [];
  if (days !== undefined) return now + Number(days) * DAY_MS;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return Date.parse(`${text}T23:59:59.999`);
  return /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
}
