import { createHash } from "node:crypto";

/** An id that is the same for the same seed: `resp_` and 32 hex characters. */
export function answerId(prefix: string, seed: string): string {
  return `${prefix}_${createHash("sha256").update(seed).digest("hex").slice(0, 32)}`;
}
