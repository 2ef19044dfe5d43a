import { locale, percentText } from "@/components/language/locale";
import { accounts } from "@/components/messages/accounts";
import type { AccountUsage, UsageWindow } from "@/types/limits";
import type { AccountView } from "@/types/providers";

const words = accounts.usage;

/** The window of the plan's own that is nearest to its end; undefined while nothing is known. */
export function worstWindow(windows: readonly UsageWindow[]): UsageWindow | undefined {
  return windows
    .filter(({ limit, usedPercent }) => limit === undefined && usedPercent !== undefined)
    .toSorted((a, b) => (b.usedPercent ?? 0) - (a.usedPercent ?? 0) || b.lengthSeconds - a.lengthSeconds)[0];
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** A reset in few words: "14:05" today, "Tue 09:00" within a week, else "2 Dec". */
export function resetTime(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
  if (at.toDateString() === now.toDateString()) return time;
  if (at.getTime() - now.getTime() >= WEEK_MS)
    return at.toLocaleDateString(locale(), { day: "numeric", month: "short" });
  return `${at.toLocaleDateString(locale(), { weekday: "short" })} ${time}`;
}

export function usedText(window: UsageWindow): string {
  return window.usedPercent === undefined ? words.unknown : percentText(window.usedPercent);
}

/** "62%, resets 14:05", or until when it blocks. */
export function windowText(window: UsageWindow, usage: AccountUsage, now?: Date): string {
  const when = window.resetsAt === undefined ? undefined : resetTime(window.resetsAt, now);
  if (isBlocking(window, usage)) return when === undefined ? words.full : words.blockedUntil(when);
  return when === undefined ? usedText(window) : words.resets(usedText(window), when);
}

/** A full window stops calls only where the account is stopped: credits may go on after it. */
export function isBlocking({ usedPercent = 0, limit }: UsageWindow, { usableNow }: AccountUsage): boolean {
  return !usableNow && limit === undefined && usedPercent >= 100;
}

/** Whether calls can be made now, and if not what stops them until when, in one line. */
export function usableLine(account: AccountView, now?: Date): { isUsable: boolean; text: string } {
  const { status, usage, limitedUntil, planUse } = account;
  if (status === "needs_login") return { isUsable: false, text: words.notBy.needsLogin };
  if (status === "disabled") return { isUsable: false, text: words.notBy.disabled };
  if (planUse === false) return { isUsable: false, text: words.notBy.planUse };
  const until = usage?.blockedUntil ?? (status === "limited" ? limitedUntil : undefined);
  if (usage?.usableNow === false || status === "limited") {
    const when = until === undefined ? undefined : resetTime(until, now);
    return { isUsable: false, text: words.blocked(blockerOf(usage), when) };
  }
  return { isUsable: true, text: words.usable };
}

/** The server's words without their time: here it is told in the reader's own. */
function blockerOf(usage: AccountUsage | undefined): string {
  return usage?.blockedBy?.replace(/, until [^,]*$/, "") ?? words.planLimit;
}
