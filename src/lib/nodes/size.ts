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

/** Roughly the characters that a value takes. @throws AppError `too_large` for one that holds too long a text */
export function sizeOf(value: Value): number {
  if (typeof value === "string") {
    refuseLongText(value.length);
    return value.length;
  }
  let size = 0;
  const open: Value[] = [value];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part === "string") {
      refuseLongText(part.length);
      size += part.length;
    } else size += 8;
    if (typeof part === "object" && part !== null) for (const inner of Object.values(part)) open.push(inner);
  }
  return size;
}
