import type { Plan } from "@/lib/graph/plan";
import { walk } from "@/lib/graph/select";
import type { NodeOutput, RunEventBody } from "@/types/run";
import type { Park } from "./failure";
import type { ItemOutcome } from "./itemOutcome";

export interface FinishedItem {
  outcome: ItemOutcome;
  /** Where given, the item counts as finished only if its key is this one: what it hangs on is run again. */
  ifKey?: string;
}

/** What the attempts at a run so far have left. */
export interface ResumePoint {
  /** Nodes that are done. */
  finished: ReadonlyMap<string, NodeOutput>;
  /** Nodes that failed and stay so. */
  failed: ReadonlySet<string>;
  /** Of nodes that are not done: their items that are, or that failed and stay so. */
  finishedItems: ReadonlyMap<string, ReadonlyMap<number, FinishedItem>>;
  /** By node: the number of its last attempt. */
  attempts: ReadonlyMap<string, number>;
  /** Nodes at work when the run was cut off. */
  inFlight: ReadonlySet<string>;
  /** Nodes that go on waiting for their usage limit. */
  parked: ReadonlyMap<string, Park>;
  /** When the run began, ISO 8601 UTC. */
  startedAt?: string;
}

interface LedgerItem extends FinishedItem {
  key?: string;
}

interface Ledger {
  finished: Map<string, NodeOutput & { failedItems: number }>;
  failed: Set<string>;
  items: Map<string, Map<number, LedgerItem>>;
  attempts: Map<string, number>;
  inFlight: Set<string>;
  parked: Map<string, Park>;
  startedAt?: string;
}

/**
 * Where a run goes on, from its journal. Nothing that finished is run again; with `retryFailed`, here or in a resume
 * that was cut off since, failed nodes and items are, and with them what hangs on them: there, items are kept whose
 * key shows that nothing changed for them.
 */
export function toResumePoint(
  events: Iterable<RunEventBody & { at?: string }>,
  plan: Plan,
  { retryFailed = false }: { retryFailed?: boolean } = {},
): ResumePoint {
  const ledger: Ledger = {
    finished: new Map(),
    failed: new Set(),
    items: new Map(),
    attempts: new Map(),
    inFlight: new Set(),
    parked: new Map(),
  };
  for (const event of events) {
    record(ledger, event);
    if (event.type === "run-resume" && event.retryFailed === true) forgetFailures(ledger, plan);
  }
  if (retryFailed) forgetFailures(ledger, plan);
  for (const node of ledger.finished.keys()) ledger.items.delete(node);
  return { ...ledger, finishedItems: ledger.items };
}

function record(ledger: Ledger, event: RunEventBody & { at?: string }): void {
  const { finished, failed, items, attempts, inFlight, parked } = ledger;
  switch (event.type) {
    case "run-start":
      ledger.startedAt = event.at;
      break;
    case "run-resume":
      if (event.only === undefined) parked.clear();
      break;
    case "node-start":
      parked.delete(event.node);
      attempts.set(event.node, event.attempt);
      inFlight.add(event.node);
      finished.delete(event.node);
      failed.delete(event.node);
      break;
    case "node-item": {
      const ofNode = items.get(event.node) ?? new Map<number, LedgerItem>();
      ofNode.set(event.item, { outcome: toOutcome(event), key: event.key });
      items.set(event.node, ofNode);
      break;
    }
    case "node-end": {
      const { output, items: count, failedItems = 0 } = event;
      inFlight.delete(event.node);
      finished.set(event.node, { output, items: count, failedItems });
      break;
    }
    case "node-error":
      inFlight.delete(event.node);
      failed.add(event.node);
      break;
    case "node-queue": // its call is not sent
      inFlight.delete(event.node);
      break;
    case "node-park": {
      const { until, window, account } = event;
      inFlight.delete(event.node);
      parked.set(event.node, { until, window, account });
      break;
    }
    case "run-end":
      inFlight.clear();
      break;
  }
}

function toOutcome(event: Extract<RunEventBody, { type: "node-item" }>): ItemOutcome {
  const { status, usage, payer, calls } = event;
  const spent = { usage, payer, calls };
  if (status !== "failed") return { status, output: event.output ?? {}, ...spent };
  return { status, error: event.error ?? { code: "internal", message: "This item failed." }, ...spent };
}

/** Takes back what failed, and the results of all that hangs on it. */
function forgetFailures({ finished, failed, items }: Ledger, plan: Plan): void {
  const again = new Set(failed);
  for (const [node, { failedItems }] of finished) if (failedItems > 0) again.add(node);
  failed.clear();
  const next = new Map(Array.from(plan.nodes, ([id, { dependents }]) => [id, dependents]));
  const hangsOnOther = walk(
    next,
    Array.from(again).flatMap((node) => [...(next.get(node) ?? [])]),
  );
  for (const node of walk(next, again)) {
    finished.delete(node);
    const isCause = again.has(node) && !hangsOnOther.has(node);
    const ofNode = items.get(node) ?? new Map<number, LedgerItem>();
    for (const [item, { outcome, key }] of ofNode) {
      if (outcome.status === "failed" || (!isCause && key === undefined)) ofNode.delete(item);
      else if (!isCause) ofNode.set(item, { outcome, key, ifKey: key });
    }
  }
}
