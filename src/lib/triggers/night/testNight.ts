import type { UsageWindow } from "@/types/limits";
import { defaultNightSettings, type NightForecast, type NightSettings } from "@/types/nightShift";
import type { PlannedAccount, PlanQuestion, QueuedEntry } from "./plan";

export const FIVE_HOURS = 18_000;
export const SEVEN_DAYS = 604_800;

export const settingsOf = (change: Partial<NightSettings> = {}): NightSettings => ({
  ...defaultNightSettings,
  ...change,
});

/** Takes so much of the 5 h window and of the week, and so many minutes. */
export const forecast = (short: number, week: number, minutes = 30): NightForecast => ({
  costs: [
    { lengthSeconds: FIVE_HOURS, percent: short },
    { lengthSeconds: SEVEN_DAYS, percent: week },
  ],
  durationSeconds: minutes * 60,
  isGuess: false,
});

export const entryOf = (id: string, change: Partial<QueuedEntry> = {}): QueuedEntry => ({
  id,
  enabled: true,
  forecast: forecast(10, 2),
  ...change,
});

export const fiveHours = (usedPercent: number, resetsAt?: string): UsageWindow => ({
  label: "5 h",
  lengthSeconds: FIVE_HOURS,
  usedPercent,
  resetsAt,
});

export const week = (usedPercent: number, resetsAt?: string): UsageWindow => ({
  label: "7 d",
  lengthSeconds: SEVEN_DAYS,
  usedPercent,
  resetsAt,
});

export const accountOf = (
  id: string,
  windows: UsageWindow[],
  change: Partial<PlannedAccount> = {},
): PlannedAccount => ({
  id,
  windows,
  spent: [],
  ...change,
});

export const questionOf = (now: string, change: Partial<PlanQuestion> = {}): PlanQuestion => ({
  nowMs: Date.parse(now),
  settings: settingsOf(),
  queue: [entryOf("one")],
  accounts: [],
  ...change,
});
