import { relativeText } from "@/components/language/locale";
import { inspector as words } from "@/components/messages/inspector";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "just now", "2 min ago", "3 hr ago", "1 day ago". */
export function ageText(ageMs: number): string {
  if (ageMs < MINUTE_MS) return words.justNow;
  if (ageMs < HOUR_MS) return relativeText(-Math.floor(ageMs / MINUTE_MS), "minute");
  if (ageMs < DAY_MS) return relativeText(-Math.floor(ageMs / HOUR_MS), "hour");
  return relativeText(-Math.floor(ageMs / DAY_MS), "day");
}
