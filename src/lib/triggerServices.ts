import { nodesWithin } from "@/lib/nodes/heldChildren";
import { termsOf } from "@/lib/paymentTerms";
import { asMaker } from "@/lib/people/asMaker";
import { accountsOf } from "@/lib/runs/withAccount";
import { type Fired, fireAlone } from "@/lib/triggers/fire";
import { createHooks } from "@/lib/triggers/hooks";
import { createNotices } from "@/lib/triggers/notices";
import { createScheduler } from "@/lib/triggers/scheduler";
import type { RunsOf, TriggerRuns } from "@/lib/triggers/triggerRuns";
import { createTriggerStates } from "@/lib/triggers/triggerState";
import { createTriggerStore } from "@/lib/triggers/triggerStore";
import { createTriggers, type Triggers } from "@/lib/triggers/triggers";
import { AppError, isAppError } from "@/types/errors";
import type { Person } from "@/types/people";
import type { TriggerOf } from "@/types/triggers";
import type { Everybody } from "./everybody";
import type { Foundation } from "./foundation";
import type { Services } from "./services";

/** What starts runs without a person at the screen. */
export interface TriggerServices
  extends Pick<Services, "triggerStore" | "triggerStates" | "scheduler" | "hooks" | "notices"> {
  /** As one person may see and change them. */
  triggersOf(person?: Person): Triggers;
  /** Of the night shift: a run that this account alone pays. @throws AppError `storage_failed` */
  fireSpare(entry: TriggerOf<"spare">, account: string): Promise<Fired>;
}

export interface TriggerServicesParts {
  foundation: Foundation;
  everybody: Everybody;
  /** All services, once they are there. */
  all: () => Services;
}

export function createTriggerServices({ foundation, everybody, all }: TriggerServicesParts): TriggerServices {
  const { storage, box, egress, reporting } = foundation;
  const now = Date.now;
  const store = createTriggerStore({ texts: storage.texts, box, now });
  const states = createTriggerStates(storage.texts);
  const requireWorkflow = (id: string) => storage.workflows.read(id);
  const latestRuns: TriggerRuns["latest"] = async (workflowId, limit) =>
    (await all().runs.list({ workflowId, limit })).runs;
  const fireParts = { states, runsOf: createRunsOf(everybody, all), reportBug: reporting("A trigger met a bug."), now };
  return {
    triggerStore: store,
    triggerStates: states,
    triggersOf: (person) => createTriggers({ ...fireParts, store, requireWorkflow, latestRuns, person }),
    fireSpare: (entry, account) => fireAlone(fireParts, entry, { from: "spare", accounts: [account] }),
    scheduler: createScheduler({ ...fireParts, store }),
    hooks: createHooks({ ...fireParts, store }),
    notices: createNotices({ ...fireParts, store, fetch: egress.fetch }),
  };
}

/** Runs of triggers are started as whoever made them. */
function createRunsOf(everybody: Everybody, all: () => Services): RunsOf {
  return async (by) => {
    const { runs, workflows } = (await asMaker(all(), by, ofNobody)).services;
    const paying = by === undefined ? everybody.nobody : everybody.of(by);
    const requirePayers: TriggerRuns["requirePayers"] = async (workflow, through) => {
      const terms = termsOf(through);
      if (terms === undefined) return;
      const { payerOf } = paying.within(terms).rehearsing;
      const running = workflow.nodes.filter(({ off }) => off === undefined);
      const { children } = await runs.findChildren(workflow);
      const accounts = nodesWithin(running, children).flatMap(accountsOf);
      for (const account of new Set(accounts)) {
        await payerOf("openai-auth", account === "" ? undefined : account).catch(unlessOutsideTerms);
      }
    };
    return {
      readWorkflow: workflows.read,
      requirePayers,
      start: runs.start,
      read: runs.read,
      latest: async (workflowId, limit) => (await runs.list({ workflowId, limit })).runs,
      open: async () => (await runs.open()).map(({ id }) => id),
      batches: runs.batches,
    };
  };
}

/** What else keeps an account from paying is told by the run, which may not need it. */
function unlessOutsideTerms(error: unknown): void {
  if (!isAppError(error) || error.code === "plan_use_off" || error.code === "not_allowed") throw error;
}

function ofNobody(): AppError {
  const message =
    "Who made this trigger may not use this Patchbay any more, so it starts nothing. Make one of your own.";
  return new AppError("auth_required", message);
}
