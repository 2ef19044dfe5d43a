import { isDeepStrictEqual } from "node:util";
import { oneAtATime } from "@/lib/oneAtATime";
import type { Delivery, Trigger, TriggerOf } from "@/types/triggers";
import { nextTimes } from "./cronTimes";
import { findDue, seenUntil } from "./dueTimes";
import { type FireParts, fire, type HeldState, newDeliveryId, settleLost } from "./fire";
import { seeToAll } from "./seeToAll";
import { addDelivery, type TriggerState } from "./triggerState";
import type { TriggerStore } from "./triggerStore";

/** A start takes no longer than this, in milliseconds, unless its process is gone. */
const STARTS_WITHIN_MS = 15_000;
/** What became of a trigger is read at least this often, in milliseconds: another process may have died. */
const LOOKED_AT_EVERY_MS = 60_000;

export interface SchedulerOptions extends FireParts {
  store: Pick<TriggerStore, "list">;
}

export interface Scheduler {
  /**
   * Starts what is due, in one of the processes that share a store, and tells of what a killed one was starting. To be
   * called every second or so: where nothing is due it costs next to nothing. One that fails keeps no other from its
   * turn. @throws AppError `storage_failed`
   */
  tick(): Promise<void>;
}

type Schedule = TriggerOf<"schedule">;

export function createScheduler(parts: SchedulerOptions): Scheduler {
  const { store, states, now } = parts;
  /** Until when nothing can be due of a trigger as it was when it was looked at. */
  const quiet = new Map<string, { of: Trigger; fromMs: number; untilMs: number }>();

  function isQuiet(trigger: Trigger): boolean {
    const known = quiet.get(trigger.id);
    // Not before the last look either: then the clock was set back.
    const isThen = known !== undefined && known.fromMs <= now() && now() < known.untilMs;
    return isThen && isDeepStrictEqual(known.of, trigger);
  }

  async function look(trigger: Trigger): Promise<void> {
    if (isQuiet(trigger)) return;
    const nowMs = now();
    const state = await states.read(trigger.id);
    const wakesMs = wakesAt(trigger, state, nowMs);
    const isLost = state.deliveries.some((delivery) => isStartingFor(delivery, nowMs));
    if (isLost || wakesMs <= nowMs) await seeTo(trigger);
    else quiet.set(trigger.id, { of: trigger, fromMs: nowMs, untilMs: Math.min(wakesMs, nowMs + LOOKED_AT_EVERY_MS) });
  }

  const seeTo = ({ id }: Trigger) =>
    states.change(id, async (state, save) => {
      // It may have been changed, or deleted, while another one held its state.
      const trigger = (await store.list()).find((one) => one.id === id);
      if (trigger === undefined) return;
      await settleLost(parts, state, trigger);
      if (trigger.kind === "schedule" && trigger.enabled) await fireDue(parts, { state, save }, trigger);
    });

  return {
    tick: oneAtATime(async () => {
      const all = await store.list();
      const ids = new Set(all.map(({ id }) => id));
      for (const id of quiet.keys()) if (!ids.has(id)) quiet.delete(id);
      await seeToAll(all, look);
    }),
  };
}

/** When its next time comes, in milliseconds since 1970; now where that has to be looked at. */
function wakesAt(trigger: Trigger, { doneUntil }: TriggerState, nowMs: number): number {
  if (trigger.kind !== "schedule" || !trigger.enabled) return Number.POSITIVE_INFINITY;
  const seenMs = seenUntil(trigger, doneUntil, nowMs);
  return seenMs === undefined ? nowMs : (nextTimes(trigger, seenMs, 1)[0] ?? Number.POSITIVE_INFINITY);
}

function isStartingFor({ outcome, at }: Delivery, nowMs: number): boolean {
  return outcome === "starting" && Math.abs(nowMs - Date.parse(at)) > STARTS_WITHIN_MS;
}

async function fireDue(parts: FireParts, held: HeldState, trigger: Schedule): Promise<void> {
  const nowMs = parts.now();
  const { state } = held;
  const seenMs = seenUntil(trigger, state.doneUntil, nowMs);
  const found = seenMs === undefined ? undefined : findDue(trigger, seenMs, nowMs);
  if (seenMs === undefined) state.doneUntil = new Date(nowMs).toISOString();
  if (found === undefined) return;
  const { dueMs, missed, isLate } = found;
  const due = new Date(dueMs).toISOString();
  // Kept together with the delivery, before anything begins.
  state.doneUntil = due;
  const told = { from: "schedule" as const, due, ...(missed === 0 ? {} : { missed }) };
  if (isLate && trigger.missed === "skip") {
    addDelivery(state, { id: newDeliveryId(), at: new Date(nowMs).toISOString(), outcome: "skipped", ...told });
  } else await fire(parts, held, trigger, told);
}
