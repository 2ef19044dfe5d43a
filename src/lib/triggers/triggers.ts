import { AppError } from "@/types/errors";
import { type Person, reaches } from "@/types/people";
import type { Value } from "@/types/run";
import {
  type CreateTrigger,
  hasField,
  type MadeTrigger,
  type PatchTrigger,
  type Trigger,
  type TriggerDetails,
  type TriggerView,
} from "@/types/triggers";
import { nextTimes, toldTimes } from "./cronTimes";
import { type FireParts, fireAlone } from "./fire";
import type { TriggerRuns } from "./triggerRuns";
import type { NewTrigger, TriggerStore } from "./triggerStore";

/** Runs among which those of deliveries are looked for. */
const LOOKED_THROUGH = 200;

/** Triggers as one person may see and change them. */
export interface Triggers {
  /** Of one workflow, or all. @throws AppError `storage_failed` */
  list(query?: { workflow?: string }): Promise<TriggerView[]>;
  /** With its last deliveries. @throws AppError `not_found`, `storage_failed` */
  read(id: string): Promise<TriggerDetails>;
  /** With its secret where it needs one. @throws AppError `invalid_request`, `not_found` (the workflow), `conflict` (too many), `storage_failed` */
  create(asked: CreateTrigger): Promise<MadeTrigger>;
  /** With a secret where it needs one now and had none. @throws AppError `not_found`, `invalid_request`, `not_allowed`, `storage_failed` */
  change(id: string, patch: PatchTrigger): Promise<MadeTrigger>;
  /** @throws AppError `not_found`, `not_allowed`, `storage_failed` */
  remove(id: string): Promise<void>;
  /** Starts a run now, as the trigger would. @throws AppError `not_found`, `not_allowed`, what starting a run throws */
  test(id: string, inputs?: Record<string, Value>): Promise<{ id: string }>;
  /** In the place of the one before, which holds no more. @throws AppError `not_found`, `not_allowed`, `storage_failed` */
  makeSecret(id: string): Promise<string>;
}

export interface TriggersOptions extends FireParts {
  store: TriggerStore;
  /** @throws AppError `not_found` for a workflow that is not there */
  requireWorkflow(id: string): Promise<unknown>;
  latestRuns: TriggerRuns["latest"];
  /** Who asks, where people have names. */
  person?: Person;
}

/** Where people have names, a trigger is changed by who made it; an admin may switch it off and delete it. */
export function createTriggers(parts: TriggersOptions): Triggers {
  const { store, states, requireWorkflow, latestRuns, person, now } = parts;
  const isOwn = ({ by }: Trigger) => person === undefined || by === person.id;

  async function view(trigger: Trigger): Promise<TriggerView> {
    const [last] = (await states.read(trigger.id)).deliveries;
    return { ...(isOwn(trigger) ? trigger : hostOnly(trigger)), ...timesOf(trigger, now()), ...(last && { last }) };
  }

  async function requireOwn(id: string): Promise<void> {
    if (!isOwn(await store.read(id))) throw notYours("Make one of your own, which runs as you.");
  }

  async function made(trigger: Trigger): Promise<MadeTrigger> {
    const isNeeded = (trigger.kind === "hook" || trigger.notify) && (await store.secretOf(trigger.id)) === undefined;
    return { ...(await view(trigger)), ...(isNeeded ? { secret: await store.makeSecret(trigger.id) } : {}) };
  }

  return {
    list: async ({ workflow } = {}) => {
      const all = await store.list();
      return Promise.all(all.filter(({ workflowId }) => workflow === undefined || workflowId === workflow).map(view));
    },
    read: async (id) => {
      const trigger = await view(await store.read(id));
      const { deliveries } = await states.read(id);
      const runs = await latestRuns(trigger.workflowId, LOOKED_THROUGH);
      const statusOf = new Map(runs.map((run) => [run.id, run.status]));
      const withStatus = deliveries.map((delivery) => ({ ...delivery, status: statusOf.get(delivery.run ?? "") }));
      return { ...trigger, deliveries: withStatus };
    },
    create: async (asked) => {
      await requireWorkflow(asked.workflowId);
      return made(await store.add(toNew(asked, person, now())));
    },
    change: async (id, patch) => {
      const isOff = patch.enabled === false && Object.keys(patch).length === 1;
      if (!(isOff && isAdmin(person))) await requireOwn(id);
      return made(await store.change(id, (trigger) => applyPatch(trigger, patch, now())));
    },
    remove: async (id) => {
      if (!isAdmin(person)) await requireOwn(id);
      await store.remove(id);
      await states.remove(id);
    },
    test: async (id, inputs) => {
      await requireOwn(id);
      const trigger = await store.read(id);
      const { delivery, refusal } = await fireAlone(parts, trigger, { from: "test", inputs });
      if (delivery.run === undefined) throw refusal;
      return { id: delivery.run };
    },
    makeSecret: async (id) => {
      await requireOwn(id);
      return store.makeSecret(id);
    },
  };
}

function isAdmin(person: Person | undefined): boolean {
  return person !== undefined && reaches(person.role, "admin");
}

export function notYours(mend: string): AppError {
  return new AppError("not_allowed", `Somebody else made this trigger, and it runs as them. ${mend}`);
}

/** Addresses of receivers often hold what lets one post there. */
function hostOnly(trigger: Trigger): Trigger {
  return trigger.notify === undefined ? trigger : { ...trigger, notify: { url: new URL(trigger.notify.url).origin } };
}

function timesOf(trigger: Trigger, nowMs: number): { next?: string[] } {
  if (trigger.kind !== "schedule" || !trigger.enabled) return {};
  return { next: toldTimes(trigger, nowMs) };
}

function toNew(asked: CreateTrigger, person: Person | undefined, nowMs: number): NewTrigger {
  const by = person && { by: person.id };
  if (asked.kind !== "schedule") return { ...asked, ...by };
  nextTimes(asked, nowMs, 1);
  return { ...asked, ...by, since: new Date(nowMs).toISOString() };
}

/** @throws AppError `invalid_request` */
function applyPatch(trigger: Trigger, patch: PatchTrigger, nowMs: number): void {
  const before = structuredClone(trigger);
  for (const [field, value] of Object.entries(patch)) {
    if (!hasField(trigger.kind, field)) {
      throw new AppError("invalid_request", `A trigger of kind ${trigger.kind} has no ${field}.`, { field });
    }
    if (value === null) Reflect.deleteProperty(trigger, field);
    else Reflect.set(trigger, field, value);
  }
  if (trigger.kind !== "schedule" || before.kind !== "schedule") return;
  nextTimes(trigger, nowMs, 1);
  const isAnew =
    (trigger.enabled && !before.enabled) || trigger.cron !== before.cron || trigger.timeZone !== before.timeZone;
  if (isAnew) trigger.since = new Date(nowMs).toISOString();
}
