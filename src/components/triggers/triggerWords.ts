import { locale } from "@/components/language/locale";
import { yearWhereFar } from "@/components/language/yearWhereFar";
import { triggers as words } from "@/components/messages/triggers";
import { isTimeZone, type TriggerView } from "@/types/triggers";
import { presetOf } from "./cronPresets";

/** What people call one: by its name, or by what it is. */
export function titleOf({ name, kind }: Pick<TriggerView, "name" | "kind">): string {
  return name ?? (kind === "hook" ? words.row.hook : words.row.schedule);
}

/** `Monday to Friday at 09:00, Europe/Berlin`. */
export function scheduleText({ cron, timeZone }: { cron: string; timeZone: string }): string {
  const { often, time, weekday, day } = presetOf(cron);
  const { says } = words;
  const when = {
    quarter: () => says.quarter,
    hourly: () => says.hourly(time.slice(3)),
    daily: () => says.daily(time),
    weekdays: () => says.weekdays(time),
    weekly: () => says.weekly(weekdayText(weekday), time),
    monthly: () => says.monthly(String(day), time),
    own: () => says.own(cron),
  }[often]();
  return says.inZone(when, timeZone);
}

/** 0 is Sunday, in the language of the page. */
export function weekdayText(weekday: number): string {
  // The fourth of January 1970 was a Sunday.
  const day = new Date(Date.UTC(1970, 0, 4 + weekday));
  return day.toLocaleDateString(locale(), { weekday: "long", timeZone: "UTC" });
}

/** A moment by the clock of a zone: `Mon, 30 Nov, 09:00`. Of one that only the server knows, by that of the world. */
export function zonedText(iso: string, timeZone: string, now = new Date()): string {
  const at = new Date(iso);
  const day = { weekday: "short", day: "numeric", month: "short", ...yearWhereFar(at, now) } as const;
  const zone = isTimeZone(timeZone) ? { timeZone } : ({ timeZone: "UTC", timeZoneName: "short" } as const);
  return at.toLocaleString(locale(), { ...day, hour: "2-digit", minute: "2-digit", ...zone });
}
