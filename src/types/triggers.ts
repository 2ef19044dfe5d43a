import { z } from "zod";
import { runInputsSchema } from "./api";
import { isNoticeUrl } from "./outboundUrl";
import { runErrorSchema, runStatusSchema, valueSchema } from "./run";
import { idSchema } from "./workflow";

/** What starts runs of a workflow without a person at the screen. */
export const triggerKinds = ["schedule", "hook", "spare"] as const;
export const triggerKindSchema = z.enum(triggerKinds);
export type TriggerKind = z.infer<typeof triggerKindSchema>;

/** Most triggers of a whole installation. */
export const MAX_TRIGGERS = 1000;

/** An IANA time zone that this computer knows. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, "a time zone by its IANA name, such as Europe/Berlin or UTC");

/** One that this computer knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** Of a day, `22:00`. */
const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of the day, such as 22:00");

/** Over midnight where `from` is later than `to`; the whole day where they are the same. */
export const hoursSchema = z.object({ from: timeOfDaySchema, to: timeOfDaySchema }).strict();
export type Hours = z.infer<typeof hoursSchema>;

/** Where a POST goes at the end of a run. */
export const notifySchema = z
  .object({
    url: z
      .string()
      .trim()
      .max(2000)
      .refine(isNoticeUrl, "an https address (http only for this computer), without name, password or #"),
  })
  .strict();

/** Five fields, so that nothing comes more often than once a minute. */
const cronSchema = z.string().trim().min(1).max(200);

/** `run_once`: times that passed while nothing ran are made up for by one run; `skip`: they are left out. */
export const missedSchema = z.enum(["run_once", "skip"]);

/** What each kind has of its own. */
const scheduleFields = { cron: cronSchema, timeZone: timeZoneSchema, missed: missedSchema };
const spareFields = {
  /** Pays, by its id; any of the person's own that may if absent. */
  account: idSchema.optional(),
  /** Of each window, what is always left, where that is more than the night shift leaves. */
  reservePercent: z.number().min(0).max(100).optional(),
  /** Once each night; else it is removed when it is done. */
  repeat: z.boolean(),
};

const common = {
  name: z.string().trim().min(1).max(80).optional(),
  /** What its runs are given. */
  inputs: runInputsSchema.optional(),
  notify: notifySchema.optional(),
};

/** One that is kept, without its secret. */
const kept = {
  ...common,
  id: idSchema,
  workflowId: idSchema,
  enabled: z.boolean(),
  /** Whose it is, where people have names: it runs as them. */
  by: idSchema.optional(),
  createdAt: z.string(),
};
export const triggerSchema = z.discriminatedUnion("kind", [
  /** `since`: times before it were never its. */
  z.object({ kind: z.literal("schedule"), ...kept, ...scheduleFields, since: z.string() }),
  z.object({ kind: z.literal("hook"), ...kept }),
  z.object({ kind: z.literal("spare"), ...kept, ...spareFields }),
]);
export type Trigger = z.infer<typeof triggerSchema>;

/** Whether a kind has a field of this name. */
export function hasField(kind: TriggerKind, field: string): boolean {
  const schema = triggerSchema.options.find(({ shape }) => shape.kind.value === kind);
  return schema !== undefined && Object.hasOwn(schema.shape, field);
}
export type TriggerOf<Kind extends TriggerKind> = Extract<Trigger, { kind: Kind }>;

const created = { ...common, workflowId: idSchema, enabled: z.boolean().default(true) };
export const createTriggerSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("schedule"),
    ...created,
    ...scheduleFields,
    missed: missedSchema.default("run_once"),
  }),
  z.strictObject({ kind: z.literal("hook"), ...created }),
  z.strictObject({ kind: z.literal("spare"), ...created, ...spareFields, repeat: z.boolean().default(false) }),
]);
export type CreateTrigger = z.infer<typeof createTriggerSchema>;

/** Null takes away what may be absent. A field that the kind does not have is refused. */
export const patchTriggerSchema = z
  .strictObject({
    enabled: z.boolean(),
    name: common.name.unwrap().nullable(),
    inputs: runInputsSchema.nullable(),
    notify: notifySchema.nullable(),
    cron: cronSchema,
    timeZone: timeZoneSchema,
    missed: missedSchema,
    account: idSchema.nullable(),
    reservePercent: spareFields.reservePercent.unwrap().nullable(),
    repeat: z.boolean(),
  })
  .partial();
export type PatchTrigger = z.infer<typeof patchTriggerSchema>;

/**
 * `starting`: the run is being started; `started`: there is one; `refused`: there is none, as `error` says; `skipped`:
 * the time was missed, and left out; `lost`: the process ended before it was known whether the run began.
 */
export const deliveryOutcomeSchema = z.enum(["starting", "started", "refused", "skipped", "lost"]);

/** What became of the notice at the end of its run. */
export const noticeStateSchema = z.object({
  state: z.enum(["waiting", "sent", "failed"]),
  /** How often it was sent. */
  tries: z.int(),
  /** When it was sent last, and what the other side answered, or why nothing was. */
  at: z.string().optional(),
  status: z.int().optional(),
  error: z.string().optional(),
  /** Not sent again before. */
  notBefore: z.string().optional(),
});
export type NoticeState = z.infer<typeof noticeStateSchema>;

/** Once that a trigger fired, or should have. */
export const deliverySchema = z.object({
  id: idSchema,
  at: z.string(),
  from: z.enum(["schedule", "key", "signature", "test", "spare"]),
  outcome: deliveryOutcomeSchema,
  run: idSchema.optional(),
  error: runErrorSchema.optional(),
  /** Of a schedule: the time that it was for, and how many before it were missed. */
  due: z.string().optional(),
  missed: z.int().optional(),
  notice: noticeStateSchema.optional(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** As the screen sees one. Of somebody else's, `notify` tells the host alone. */
export const triggerViewSchema = z.intersection(
  triggerSchema,
  z.object({
    /** Of a schedule that is on: its next three times, ISO 8601. */
    next: z.array(z.string()).optional(),
    /** The latest. */
    last: deliverySchema.optional(),
  }),
);
export type TriggerView = z.infer<typeof triggerViewSchema>;

export const triggerDetailsSchema = z.intersection(
  triggerViewSchema,
  z.object({
    /** Newest first, at most fifty; `status` is that of the run now, as far as it is among the latest. */
    deliveries: z.array(deliverySchema.extend({ status: runStatusSchema.optional() })),
  }),
);
export type TriggerDetails = z.infer<typeof triggerDetailsSchema>;

/** Where a secret was made, it stands here, this once. */
export const madeTriggerSchema = z.intersection(triggerViewSchema, z.object({ secret: z.string().optional() }));
export type MadeTrigger = z.infer<typeof madeTriggerSchema>;

export const listTriggersQuerySchema = z.object({ workflow: idSchema.optional() }).strict();
export const triggersAnswerSchema = z.object({ triggers: z.array(triggerViewSchema) });

export const testTriggerSchema = z.object({ inputs: runInputsSchema.optional() }).strict();
export const testedTriggerSchema = z.object({ id: idSchema, events: z.string() });
export const newSecretSchema = z.object({ secret: z.string() });

export const cronTimesQuerySchema = z.object({ cron: cronSchema, timeZone: timeZoneSchema }).strict();
export const cronTimesSchema = z.object({ next: z.array(z.string()) });

/** Why a run, or a part of it, failed. */
export const runProblemSchema = z.object({
  node: idSchema,
  item: z.int().optional(),
  code: z.string(),
  message: z.string(),
});
export type RunProblem = z.infer<typeof runProblemSchema>;

/** What a hook answers: 202 while the run goes on, 200 with what it gave once it has ended. */
export const hookStartedSchema = z.object({ id: idSchema, status: runStatusSchema, events: z.string() });
export type HookStarted = z.infer<typeof hookStartedSchema>;
export const hookEndedSchema = z.object({
  id: idSchema,
  status: runStatusSchema,
  outputs: z.record(z.string(), valueSchema),
  problems: z.array(runProblemSchema),
});

/** What is posted at the end of a run. */
export const noticeBodySchema = hookEndedSchema.extend({
  trigger: z.object({ id: idSchema, name: z.string().optional(), kind: triggerKindSchema, workflowId: idSchema }),
  /** Names of outputs that are too large to be sent along. */
  leftOut: z.array(z.string()).optional(),
});
export type NoticeBody = z.infer<typeof noticeBodySchema>;

/** How long who calls a hook may wait for the end of the run, in seconds. */
export const MAX_WAIT_SECONDS = 600;
export const hookQuerySchema = z.object({ wait: z.coerce.number().min(0).max(MAX_WAIT_SECONDS).optional() }).strict();
