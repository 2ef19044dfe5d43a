import type { Plan } from "@/lib/graph/plan";
import { walk } from "@/lib/graph/select";
import type { PastSteps, RoundStep, ToolStep } from "@/lib/nodes/nodeKind";
import { addSpent, type Spent } from "@/lib/nodes/spent";
import type { NodeOutput, RunEventBody, RunStep } from "@/types/run";
import { placeKey, stepKey } from "@/types/runPlace";
import type { KeptAnswers } from "./desk";
import { costOf } from "./eventCost";
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
  /** By place of a node or an item in this graph: rounds and calls of those that are not done. */
  steps: ReadonlyMap<string, PastSteps>;
  /** What people have answered, in all graphs of the run. */
  answers: KeptAnswers;
  /** What all of it has cost. */
  spent: Spent;
  /** The same of the graph in one of the nodes. */
  inside(step: RunStep, plan: Plan): ResumePoint;
}

interface LedgerItem extends FinishedItem {
  key?: string;
}

interface Steps {
  node: string;
  rounds: RoundStep[];
  tools: ToolStep[];
}

type PastEvent = Extract<RunEventBody, { type: "node-round" | "node-tool" }>;
type TimedEvent = RunEventBody & { at?: string };

interface Ledger {
  finished: Map<string, NodeOutput & { failedItems: number }>;
  failed: Set<string>;
  items: Map<string, Map<number, LedgerItem>>;
  attempts: Map<string, number>;
  inFlight: Set<string>;
  parked: Map<string, Park>;
  startedAt?: string;
  steps: Map<string, Steps>;
  spent: Spent;
  /** By step: what the graphs in nodes have told, with what holds for the whole run, each event as if it stood alone. */
  inside: Map<string, { node: string; events: TimedEvent[] }>;
}

interface ResumeOptions {
  retryFailed?: boolean;
  answers?: KeptAnswers;
  /** Of a graph inside: its run began before anything was told of it. */
  startedAt?: string;
}

/**
 * Where a run goes on, from its journal. Nothing that finished is run again; with `retryFailed`, here or in a resume
 * that was cut off since, failed nodes and items are, and with them what hangs on them: there, items are kept whose
 * key shows that nothing changed for them.
 */
export function toResumePoint(
  events: Iterable<TimedEvent>,
  plan: Plan,
  { retryFailed = false, answers = new Map(), startedAt }: ResumeOptions = {},
): ResumePoint {
  const ledger: Ledger = {
    startedAt,
    finished: new Map(),
    failed: new Set(),
    items: new Map(),
    attempts: new Map(),
    inFlight: new Set(),
    parked: new Map(),
    steps: new Map(),
    spent: {},
    inside: new Map(),
  };
  for (const event of events) {
    ledger.spent = addSpent(ledger.spent, costOf(event));
    if (keepInside(ledger, event)) continue;
    record(ledger, event);
    if (event.type === "run-resume" && event.retryFailed === true) forgetFailures(ledger, plan);
  }
  if (retryFailed) forgetFailures(ledger, plan);
  for (const node of ledger.finished.keys()) ledger.items.delete(node);
  return {
    ...ledger,
    answers,
    finishedItems: ledger.items,
    inside: (step, child) => {
      const events = ledger.inside.get(stepKey(step))?.events ?? [];
      return toResumePoint(events, child, { retryFailed, answers, startedAt: ledger.startedAt });
    },
  };
}

/** True for what is told of a graph in one of the nodes; that waits there until its node runs again. */
function keepInside({ inside }: Ledger, event: TimedEvent): boolean {
  if (!("node" in event)) {
    for (const { events } of inside.values()) events.push(event);
    return false;
  }
  if (event.path === undefined) return false;
  const [step, ...path] = event.path;
  if (step === undefined) return false;
  const key = stepKey(step);
  const kept = inside.get(key) ?? { node: step.node, events: [] };
  inside.set(key, kept);
  kept.events.push({ ...event, path: path.length === 0 ? undefined : path });
  return true;
}

function record(ledger: Ledger, event: TimedEvent): void {
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
    case "node-round":
    case "node-tool":
      addStep(ledger.steps, event);
      break;
    case "node-wait": // its calls have come to their ends
      if (event.item === undefined) inFlight.delete(event.node);
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

function addStep(all: Map<string, Steps>, { node, item, path: _, ...step }: PastEvent): void {
  const key = placeKey({ node, item });
  const steps = all.get(key) ?? { node, rounds: [], tools: [] };
  all.set(key, steps);
  if (step.type === "node-round") steps.rounds.push(step);
  else steps.tools.push(step);
}

function toOutcome(event: Extract<RunEventBody, { type: "node-item" }>): ItemOutcome {
  const { status, usage, payer, calls } = event;
  const spent = { usage, payer, calls };
  if (status !== "failed") return { status, output: event.output ?? {}, ...spent };
  return { status, error: event.error ?? { code: "internal", message: "This item failed." }, ...spent };
}

/**
 * Takes back what failed, and the results of all that hangs on it. What had failed itself goes on from its rounds and
 * from what is done inside of it; what hangs on others gets other inputs now, and begins anew.
 */
function forgetFailures({ finished, failed, items, steps, inside }: Ledger, plan: Plan): void {
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
    if (!isCause) forgetInside(node, steps, inside);
    const ofNode = items.get(node) ?? new Map<number, LedgerItem>();
    for (const [item, { outcome, key }] of ofNode) {
      if (outcome.status === "failed" || (!isCause && key === undefined)) ofNode.delete(item);
      else if (!isCause) ofNode.set(item, { outcome, key, ifKey: key });
    }
  }
}

function forgetInside(node: string, steps: Ledger["steps"], inside: Ledger["inside"]): void {
  for (const [key, of] of steps) if (of.node === node) steps.delete(key);
  for (const [key, graph] of inside) if (graph.node === node) inside.delete(key);
}
