import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";

/**
 * A text on a wire, in characters: above the largest file that is taken (20 MB). A text that is doubled at each of 28
 * nodes would fill the memory of the process.
 */
export const MAX_TEXT = 25_000_000;

/** @throws AppError `too_large` for a text of so many characters */
export function refuseLongText(length: number): void {
  if (length <= MAX_TEXT) return;
  const message = `A text of ${length} characters would come of this; ${MAX_TEXT} is the most. Put less together.`;
  throw new AppError("too_large", message, { length });
}

/** Of a longer list, this many of its items stand for all. */
const SAMPLE = 1000;

/**
 * Roughly the characters that a value takes; of long lists a sample is looked at.
 * @throws AppError `too_large` where it holds too long a text
 */
export function sizeOf(value: Value): number {
  if (typeof value === "string" && value.length <= MAX_TEXT) return value.length; // what most items are
  let size = 0;
  const open: { part: Value; times: number }[] = [{ part: value, times: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { part, times } = next;
    if (typeof part === "string") refuseLongText(part.length);
    size += times * (typeof part === "string" ? part.length : VALUE_WEIGHT);
    if (typeof part !== "object" || part === null) continue;
    const inner: Value[] = Array.isArray(part) ? part : Object.values(part);
    const step = Math.max(1, Math.floor(inner.length / SAMPLE));
    for (let index = 0; index < inner.length; index += step) {
      open.push({ part: inner[index] ?? null, times: times * step });
    }
  }
  return size;
}

/** What a value takes beside its letters. */
const VALUE_WEIGHT = 8;

/** As `sizeOf`, of any JSON and exactly, but looks no further than `limit`. */
export function weigh(value: unknown, limit: number): number {
  let weight = 0;
  const open = [value];
  for (let part = open.pop(); part !== undefined && weight < limit; part = open.pop()) {
    weight += typeof part === "string" ? VALUE_WEIGHT + part.length : VALUE_WEIGHT;
    if (typeof part !== "object" || part === null) continue;
    const inner: unknown[] = Array.isArray(part) ? part : Object.values(part);
    if (weight + inner.length * VALUE_WEIGHT >= limit) return limit;
    for (const each of inner) open.push(each ?? null);
  }
  return weight;
}
