import { createHash, timingSafeEqual } from "node:crypto";

/** Compared as digests, so that neither length nor place of a difference shows in the time it takes. */
export function isSameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
