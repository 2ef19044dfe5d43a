import { randomBytes } from "node:crypto";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { readInputs } from "@/lib/nodes/readInputs";
import { isAppError, toErrorBody } from "@/types/errors";
import type { RunThrough, Value } from "@/types/run";
import type { Delivery, Trigger } from "@/types/triggers";
import type { Workflow } from "@/types/workflow";
import { type RunsOf, runsUnlessGone } from "./triggerRuns";
import { addDelivery, type TriggerState, type TriggerStates } from "./triggerState";

/** Runs that are looked through for one that was begun by a process that was killed right then. */
const LOOKED_THROUGH = 50;
/** The input that gets all that a hook was sent. */
const WHOLE_BODY = "data";
/** Between computers, in milliseconds. */
const CLOCKS_DIFFER_MS = 5000;

export interface Firing extends Pick<Delivery, "from" | "due" | "missed"> {
  /** Of the delivery; a new one if absent. */
  id?: string;
  /** By name, beside those of the trigger, and before them. */
  inputs?: Record<string, Value>;
  /** What a hook was sent, of which fields are taken by name, and the whole as `data`. */
  body?: Value;
  /** That alone may pay. */
  accounts?: readonly string[];
}

export interface FireParts {
  states: TriggerStates;
  runsOf: RunsOf;
  /** Gives the reference that a person sees. */
  reportBug: (error: unknown) => string;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Within a change of the state: who holds it is the only one who fires this trigger at this time. */
export interface HeldState {
  state: TriggerState;
  save(): Promise<void>;
}

/** A delivery that became a run, or one that did not, with what a caller is to be told. */
export interface Fired {
  delivery: Delivery;
  refusal?: unknown;
}

/**
 * Starts a run while nobody else fires this trigger, and settles before what a process left that is gone.
 * @throws AppError `storage_failed`
 */
export async function fireAlone(parts: FireParts, trigger: Trigger, firing: Firing): Promise<Fired> {
  return parts.states.change(trigger.id, async (state, save) => {
    await settleLost(parts, state, trigger);
    return fire(parts, { state, save }, trigger, firing);
  });
}

/**
 * Starts a run. That it begins is kept before, and what became of it after: a process that is killed in between leaves
 * a delivery that `settleLost` finds, and nothing is started twice. @throws AppError `storage_failed`
 */
export async function fire(
  parts: FireParts,
  { state, save }: HeldState,
  trigger: Trigger,
  firing: Firing,
): Promise<Fired> {
  const { id: chosenId, from, due, missed, accounts } = firing;
  const delivery = addDelivery(state, {
    ...{ id: chosenId ?? newDeliveryId(), at: new Date(parts.now()).toISOString(), from, outcome: "starting" },
    ...{ due, missed },
  });
  await save();
  try {
    const runs = await parts.runsOf(trigger.by);
    const workflow = await runs.readWorkflow(trigger.workflowId);
    const through = throughOf(trigger, accounts);
    await runs.requirePayers(workflow, through);
    const { id } = await runs.start(workflow, { inputs: inputsOf(workflow, trigger, firing), through });
    noteRun(delivery, trigger, id);
  } catch (error) {
    const details = isAppError(error) ? {} : { details: { reference: parts.reportBug(error) } };
    Object.assign(delivery, { outcome: "refused", error: { ...toErrorBody(error), ...details } });
    await save();
    return { delivery, refusal: error };
  }
  await save();
  return { delivery };
}

/** @throws AppError `invalid_request` for an input that is missing, or is not what the workflow takes */
function inputsOf(workflow: Workflow, trigger: Trigger, { inputs, body }: Firing): Record<string, Value> {
  const named = namedInputsOf(workflow);
  const own = { ...trigger.inputs, ...inputs };
  if (body === undefined) return readInputs(named, own);
  const fields = typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
  return readInputs(named, { ...own, ...fields, [WHOLE_BODY]: body }, "ignored");
}

export function newDeliveryId(): string {
  return randomBytes(9).toString("base64url");
}

function throughOf({ kind, id, name }: Trigger, accounts?: readonly string[]): RunThrough {
  return { kind, id, ...(name && { name }), ...(accounts && { accounts: [...accounts] }) };
}

/**
 * What was being started by a process that is gone: who holds the state knows that nobody is at it any more. Where its
 * run began all the same it is found, and where not the delivery says so. @throws AppError `storage_failed`
 */
export async function settleLost(
  { runsOf }: Pick<FireParts, "runsOf">,
  state: TriggerState,
  trigger: Trigger,
): Promise<void> {
  const starting = state.deliveries.filter(({ outcome }) => outcome === "starting");
  if (starting.length === 0) return;
  const known = new Set(state.deliveries.flatMap(({ run }) => run ?? []));
  const runs = await runsUnlessGone(runsOf, trigger.by);
  const latest = (await runs?.latest(trigger.workflowId, LOOKED_THROUGH)) ?? [];
  const begun = latest.filter(({ id, through }) => through?.id === trigger.id && !known.has(id)).reverse();
  for (const delivery of starting.reverse()) {
    const found = begun.findIndex(
      ({ createdAt }) => Date.parse(createdAt) > Date.parse(delivery.at) - CLOCKS_DIFFER_MS,
    );
    const [run] = found < 0 ? [] : begun.splice(found, 1);
    if (run === undefined) Object.assign(delivery, { outcome: "lost", error: lostError });
    else noteRun(delivery, trigger, run.id);
  }
}

function noteRun(delivery: Delivery, { notify }: Trigger, run: string): void {
  Object.assign(delivery, { outcome: "started", run } satisfies Partial<Delivery>);
  if (notify !== undefined) delivery.notice = { state: "waiting", tries: 0 };
}

const lostError = {
  code: "upstream_interrupted",
  message:
    "The server ended while this run was being started, before it began. It was not started again; run it by hand if it is wanted.",
};
