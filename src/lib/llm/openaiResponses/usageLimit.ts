import { asNumber, type JsonObject } from "@/lib/llm/narrow";
import { windowHeader, windowPositions } from "./constants";

interface LimitWindow {
  usedPercent: number;
  /** Seconds since 1970. */
  resetAt: number | undefined;
  minutes: number | undefined;
}

export interface UsageLimit {
  /** ISO 8601. */
  resetsAt?: string;
  /** Named by its length, such as `5 h` or `7 d`: positions are not names (protocol note §j). */
  window?: string;
}

/** When a used-up plan can be used again, and which window is used up, as far as the answer says. */
export function readUsageLimit(error: JsonObject, headers: Headers, nowMs: number): UsageLimit {
  const full = fullWindow(readWindows(headers), asNumber(error.resets_at));
  const inSeconds = asNumber(error.resets_in_seconds);
  const resetsAtSeconds =
    asNumber(error.resets_at) ?? (inSeconds === undefined ? full?.resetAt : nowMs / 1000 + inSeconds);
  return {
    ...(resetsAtSeconds === undefined ? {} : { resetsAt: new Date(resetsAtSeconds * 1000).toISOString() }),
    ...(full?.minutes === undefined ? {} : { window: nameWindow(full.minutes) }),
  };
}

function readWindows(headers: Headers): LimitWindow[] {
  return windowPositions.flatMap((position) => {
    const read = (fact: string) => {
      const value = Number.parseFloat(headers.get(windowHeader(position, fact)) ?? "");
      return Number.isFinite(value) ? value : undefined;
    };
    const usedPercent = read("used-percent");
    if (usedPercent === undefined) return [];
    return [{ usedPercent, resetAt: read("reset-at"), minutes: read("window-minutes") }];
  });
}

/** The used-up window; of two, the one that the error's reset time belongs to, else the later one. */
function fullWindow(windows: LimitWindow[], resetsAt: number | undefined): LimitWindow | undefined {
  const distance = ({ resetAt = 0 }: LimitWindow) => (resetsAt === undefined ? -resetAt : Math.abs(resetAt - resetsAt));
  return windows.filter(({ usedPercent }) => usedPercent >= 100).sort((a, b) => distance(a) - distance(b))[0];
}

/** `5 h`, `7 d`, or minutes where neither fits. */
export function nameWindow(minutes: number): string {
  if (minutes >= 1440 && minutes % 1440 === 0) return `${minutes / 1440} d`;
  if (minutes >= 60 && minutes % 60 === 0) return `${minutes / 60} h`;
  return `${minutes} min`;
}
