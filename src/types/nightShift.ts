import { z } from "zod";
import { hoursSchema, timeZoneSchema } from "./triggers";
import { idSchema } from "./workflow";

/** Percent of a plan's window. */
const percentSchema = z.number().min(0).max(100);
export const nightSettingsSchema = z
  .object({
    enabled: z.boolean(),
    hours: hoursSchema,
    timeZone: timeZoneSchema,
    /** Of every window of an account so much stays unused. */
    reservePercent: percentSchema.max(95),
    /** Only these accounts; all of one's own where absent. */
    accounts: z.array(idSchema).max(100).optional(),
    /** Of a window of a day or more: an equal part in each night until its reset, or all of it in one. */
    longWindows: z.enum(["spread", "whole"]),
    /** Of a run that is at work when the reserve is reached or the hours end. */
    whenOver: z.enum(["finish", "stop"]),
  })
  .strict();
export type NightSettings = z.infer<typeof nightSettingsSchema>;

export const defaultNightSettings: NightSettings = {
  enabled: true,
  hours: { from: "22:00", to: "07:00" },
  timeZone: "UTC",
  reservePercent: 20,
  longWindows: "spread",
  whenOver: "finish",
};

/** What a person changes: settings, and the order of the queue by the ids of its entries. */
export const changeNightShiftSchema = nightSettingsSchema
  .partial()
  .extend({
    /** Null: all of one's own. */
    accounts: nightSettingsSchema.shape.accounts.unwrap().nullable().optional(),
    order: z.array(idSchema).max(1000).optional(),
  })
  .strict();
export type ChangeNightShift = z.infer<typeof changeNightShiftSchema>;

/** What a run is expected to take of one window, in percent of it. */
export const nightCostSchema = z.object({ lengthSeconds: z.number(), percent: z.number() });
export type NightCost = z.infer<typeof nightCostSchema>;

export const nightForecastSchema = z.object({
  costs: z.array(nightCostSchema),
  durationSeconds: z.number(),
  /** No run of this workflow was measured yet: a cautious guess. */
  isGuess: z.boolean(),
});
export type NightForecast = z.infer<typeof nightForecastSchema>;

/** Why an account is left out. */
export const nightAccountReasons = [
  "not_chosen",
  "disabled",
  "signed_out",
  "pays_by_key",
  "limited",
  "no_background_consent",
  "windows_unknown",
  "windows_old",
] as const;
export type NightAccountReason = (typeof nightAccountReasons)[number];

/** Why an entry does not start in the next 24 hours. */
export const nightWaitReasons = [
  "night_shift_off",
  "switched_off",
  "workflow_gone",
  "running",
  "parked",
  "no_account",
  "account_left_out",
  "too_large",
  "reserve",
  "nights_share",
  "no_time",
  "done_tonight",
  "no_hours",
] as const;
export type NightWaitReason = (typeof nightWaitReasons)[number];

/** One window as the plan found or foresees it. */
export const nightWindowSchema = z.object({
  label: z.string(),
  lengthSeconds: z.number(),
  leftPercent: z.number(),
  /** ISO 8601; absent for one that begins with its first call. */
  resetsAt: z.string().optional(),
});
export type NightWindow = z.infer<typeof nightWindowSchema>;

export const nightStepSchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("starts"),
    entry: idSchema,
    /** ISO 8601. */
    at: z.string(),
    account: z.string(),
    /** Whose rest would be lost. */
    window: nightWindowSchema,
    reservePercent: z.number(),
    forecast: nightForecastSchema,
    /** Of every window of the account, after the run, if it takes what is expected. */
    after: z.array(nightWindowSchema),
  }),
  z.object({
    state: z.literal("waits"),
    entry: idSchema,
    reason: z.enum(nightWaitReasons),
    account: z.string().optional(),
    /** Why it is left out. */
    accountReason: z.enum(nightAccountReasons).optional(),
    /** The window that has no room. */
    window: nightWindowSchema.optional(),
    /** What may be spent of it, and what the run is expected to take, in percent. */
    room: z.number().optional(),
    needs: z.number().optional(),
  }),
]);
export type NightStep = z.infer<typeof nightStepSchema>;
export type NightWait = Extract<NightStep, { state: "waits" }>;
export type NightStart = Extract<NightStep, { state: "starts" }>;

/** An entry of the queue: a trigger of the kind `spare`. */
export const nightEntrySchema = z.object({
  id: idSchema,
  workflowId: idSchema,
  /** Absent when the document is gone. */
  workflowName: z.string().optional(),
  name: z.string().optional(),
  enabled: z.boolean(),
  /** Any of one's own where absent. */
  account: z.string().optional(),
  /** Once each night; else it leaves the queue when it is done. */
  repeat: z.boolean(),
  reservePercent: z.number().optional(),
  hasInputs: z.boolean(),
  forecast: nightForecastSchema,
});
export type NightEntry = z.infer<typeof nightEntrySchema>;

export const nightOutcomes = [
  "starting",
  "running",
  "parked",
  "completed",
  "failed",
  "cancelled",
  "refused",
  "lost",
] as const;
export type NightOutcome = (typeof nightOutcomes)[number];

/** What the night shift did: one run, from start to end. */
export const nightDeedSchema = z.object({
  id: idSchema,
  entry: idSchema,
  workflowId: idSchema,
  workflowName: z.string(),
  account: z.string(),
  accountName: z.string(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  run: idSchema.optional(),
  outcome: z.enum(nightOutcomes),
  /** Why it was refused or failed, in a sentence. */
  problem: z.string().optional(),
  /** Of each window how much was used, in percent. `after` is absent where it could not be told. */
  windows: z.array(
    z.object({
      label: z.string(),
      lengthSeconds: z.number(),
      resetsAt: z.string().optional(),
      before: z.number(),
      after: z.number().optional(),
    }),
  ),
  tokens: z.number().optional(),
  /** It was at work when the reserve was reached or the hours ended. */
  over: z.object({ at: z.string(), because: z.enum(["reserve", "hours"]), did: z.enum(["finish", "stop"]) }).optional(),
});
export type NightDeed = z.infer<typeof nightDeedSchema>;

export const nightAccountSchema = z.object({
  id: z.string(),
  name: z.string(),
  windows: z.array(nightWindowSchema),
  reservePercent: z.number(),
  usable: z.boolean(),
  reason: z.enum(nightAccountReasons).optional(),
  /** ISO 8601: until when it is limited. */
  until: z.string().optional(),
  observedAt: z.string().optional(),
});
export type NightAccount = z.infer<typeof nightAccountSchema>;

export const nightShiftSchema = z.object({
  settings: nightSettingsSchema,
  /** Nobody has set anything yet: the browser offers its own time zone. */
  isNew: z.boolean(),
  queue: z.array(nightEntrySchema),
  /** One step for each entry, in the order of the queue. */
  plan: z.array(nightStepSchema),
  /** Newest first. */
  did: z.array(nightDeedSchema),
  accounts: z.array(nightAccountSchema),
  /** Allowed hours of the next 24, as ISO 8601. */
  nights: z.array(z.object({ from: z.string(), to: z.string() })),
  now: z.string(),
});
export type NightShift = z.infer<typeof nightShiftSchema>;
