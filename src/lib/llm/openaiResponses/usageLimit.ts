import { nameWindow } from "@/lib/limits/words";
import { asNumber, type JsonObject } from "@/lib/llm/narrow";
import { isoOfSeconds, readWindowHeaders } from "./usageReport";

export interface UsageLimit {
  /** ISO 8601. */
  resetsAt?: string;
  /** Named by its length, such as `5 h` or `7 d`: positions are not names. */
  window?: string;
}

/** When a used-up plan can be used again, and which window is used up, as far as the answer says. */
export function readUsageLimit(error: JsonObject, headers: Headers, nowMs: number): UsageLimit {
  const full = fullWindow(headers, asNumber(error.resets_at));
  const inSeconds = asNumber(error.resets_in_seconds);
  const resetsAt = isoOfSeconds(
    asNumber(error.resets_at) ?? (inSeconds === undefined ? full?.resetAt : nowMs / 1000 + inSeconds),
  );
  return {
    ...(resetsAt === undefined ? {} : { resetsAt }),
    ...(full?.lengthSeconds === undefined ? {} : { window: nameWindow(full.lengthSeconds) }),
  };
}

/** The used-up window; of several, the one that the error's reset time belongs to, else the one that ends last. */
function fullWindow(headers: Headers, resetsAt: number | undefined) {
  const distance = ({ resetAt = 0 }) => (resetsAt === undefined ? -resetAt : Math.abs(resetAt - resetsAt));
  return readWindowHeaders(headers)
    .filter(({ usedPercent = 0 }) => usedPercent >= 100)
    .sort((a, b) => distance(a) - distance(b))[0];
}
