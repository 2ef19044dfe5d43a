import type { RunEvent, RunStep } from "@/types/run";
import type { NodeRun, RunState } from "./runReducer";

/** The nodes inside of other nodes, by the path that leads to them (`pathKey`). */
export type InnerNodes = Readonly<Record<string, Readonly<Record<string, NodeRun>>>>;

/** One running of a graph inside of a node: for which of its items, in which round. */
export interface InnerRun {
  step: RunStep;
  path: readonly RunStep[];
  nodes: Readonly<Record<string, NodeRun>>;
}

export function pathKey(path: readonly RunStep[]): string {
  return JSON.stringify(path.map(({ node, item = -1, round = -1 }) => [node, item, round]));
}

function pathOf(key: string): RunStep[] {
  const steps: [string, number, number][] = JSON.parse(key);
  return steps.map(([node, item, round]) => ({
    node,
    ...(item < 0 ? {} : { item }),
    ...(round < 0 ? {} : { round }),
  }));
}

const innerRuns = new WeakMap<InnerNodes, Map<string, InnerRun[]>>();

/** What ran inside of a node of the graph that is shown, by item and round. */
export function innerRunsOf({ inner = {} }: RunState, node: string): readonly InnerRun[] {
  const known = innerRuns.get(inner) ?? byHolder(inner);
  innerRuns.set(inner, known);
  return known.get(node) ?? [];
}

function byHolder(inner: InnerNodes): Map<string, InnerRun[]> {
  const all = Object.entries(inner).flatMap(([key, nodes]): InnerRun[] => {
    const path = pathOf(key);
    const [step, ...deeper] = path;
    return step === undefined || deeper.length > 0 ? [] : [{ step, path, nodes }];
  });
  all.sort((a, b) => byPlace(a.step, b.step));
  return Map.groupBy(all, ({ step }) => step.node);
}

/** Steps into one node in the order of its items, and of their rounds. */
export function byPlace(a: RunStep, b: RunStep): number {
  return (a.item ?? 0) - (b.item ?? 0) || (a.round ?? 0) - (b.round ?? 0);
}

const ended: ReadonlySet<NodeRun["status"]> = new Set(["done", "cached", "failed", "skipped"]);

/**
 * How many nodes inside of one have come to an end, of `each` for every item that has begun (or as many as were heard
 * of); in which round, where there is one.
 */
export function innerProgress(run: RunState, node: string, each = 0): { ended: number; total: number; round?: number } {
  const all = innerRunsOf(run, node);
  const newest = new Map(all.map((inner) => [inner.step.item, inner]));
  const nodes = Array.from(newest.values(), (inner) => Object.values(inner.nodes)).flat();
  const rounds = all.flatMap(({ step }) => step.round ?? []);
  return {
    ended: nodes.filter(({ status }) => ended.has(status)).length,
    total: Math.max(nodes.length, newest.size * each),
    ...(rounds.length === 0 ? {} : { round: Math.max(...rounds) }),
  };
}

/** The events of a run as those of a graph inside of it: what happened there, and how the whole began and ended. */
export function eventsWithin(events: readonly RunEvent[], within: readonly RunStep[]): RunEvent[] {
  if (within.length === 0) return [...events];
  const key = pathKey(within);
  return events.flatMap((event): RunEvent[] => {
    if (!("node" in event)) return [wholeOf(event)];
    const { path = [], ...rest } = event;
    if (pathKey(path.slice(0, within.length)) !== key) return [];
    const deeper = path.slice(within.length);
    return [deeper.length === 0 ? rest : { ...rest, path: deeper }];
  });
}

/** What the run as a whole says is not about the nodes of the graph inside. */
function wholeOf(event: RunEvent): RunEvent {
  if (event.type === "run-start") {
    const { selected: _, ...start } = event;
    return start;
  }
  return event.type === "run-end" ? { ...event, outputs: {} } : event;
}
