import type { Plan } from "@/lib/graph/plan";
import { walk } from "@/lib/graph/select";
import { heldGraphOf } from "@/lib/nodes/heldGraph";
import { callsModels } from "@/lib/nodes/modelCalls";
import { MAX_GRAPH_DEPTH, type RunEventBody, type RunStep } from "@/types/run";
import { stepKey } from "@/types/runPlace";
import type { WorkflowNode } from "@/types/workflow";
import { type CallSettings, cachedCalls, callSettingsOf, type Tally } from "./callTally";
import { type ChildOf, planAt } from "./childGraphs";

/** What is rehearsed, with the graphs inside of its nodes. */
export interface Rehearsed {
  plan: Plan;
  childOf: ChildOf;
}

/** A graph inside of a node, for one item and in one round, as the rehearsal of a run saw it. */
interface Level {
  path: readonly RunStep[];
  plan: Plan;
  asked: Set<string>;
  ended: Set<string>;
  failed: Set<string>;
  /** What would be asked there, once for each call. */
  calls: CallSettings[];
}

/** What the graphs inside of nodes come to, told by the nodes of the document itself. */
export interface HeldOutcome {
  /** Nodes of the document whose outputs hang on answers that are not there yet. */
  asked: string[];
  /** Nodes of it that failed only for want of such answers. */
  excused: ReadonlySet<string>;
  warnings: { code: string; node: string; message: string }[];
}

/**
 * Counts what happens in graphs inside of nodes while a run is rehearsed. Calls that were made are in the tally
 * already; what may come beside them, further rounds and nodes that hang on answers, is put there at the end.
 */
export function createHeldRehearsal({ plan, childOf }: Rehearsed, tally: Tally) {
  const levels = new Map<string, Level>();

  const levelAt = (path: readonly RunStep[]): Level | undefined => {
    const key = path.map(stepKey).join("/");
    const known = levels.get(key);
    if (known !== undefined) return known;
    const at = planAt(path, plan, childOf);
    if (at === undefined) return undefined;
    const level: Level = { path, plan: at, asked: new Set(), ended: new Set(), failed: new Set(), calls: [] };
    levels.set(key, level);
    return level;
  };

  return {
    note: (event: RunEventBody): void => {
      if (!("path" in event) || event.path === undefined || event.node === undefined) return;
      const level = levelAt(event.path);
      const node = level?.plan.nodes.get(event.node)?.node;
      if (level === undefined || node === undefined) return;
      if (event.type === "node-error") level.failed.add(node.id);
      if (event.type === "node-end") level.ended.add(node.id);
      if (event.type !== "node-end" && event.type !== "node-item") return;
      const cached = cachedCalls(event, node);
      for (const settings of cached) tally.add(settings, { cached: 1 });
      if (event.usage === undefined || cached.length > 0 || !callsModels(node)) return;
      level.asked.add(node.id);
      if (event.type === "node-item" || event.items === undefined) level.calls.push(...callSettingsOf(node));
    },

    settle: (): HeldOutcome => {
      const inside = [...levels.values()].toSorted((a, b) => b.path.length - a.path.length);
      const told = createTold(plan.nodes);
      const asked = new Set<string>();
      for (const level of inside) {
        const holder = level.path.at(-1)?.node ?? "";
        const outer = level.path.length === 1 ? undefined : levelAt(level.path.slice(0, -1));
        const hanging = hangingOn(level);
        for (const id of hanging) {
          const node = level.plan.nodes.get(id)?.node;
          if (node === undefined || level.ended.has(id)) continue;
          const calls = callsWithin(node, childOf);
          for (const settings of calls) tally.add(settings, { count: 1 });
          level.calls.push(...calls);
          if (calls.length > 0) told.unsure(level.path);
        }
        told.failures(
          level,
          [...level.failed].some((id) => !hanging.has(id) && !told.isExcused(level.path, id)),
        );
        if (level.asked.size > 0) (outer?.asked ?? asked).add(holder);
      }
      addRounds(inside, plan.nodes, { tally, told });
      return { asked: [...asked], ...told.outcome() };
    },
  };
}

/** Nodes of a level that hang on one that was asked. */
function hangingOn({ plan, asked }: Level): Set<string> {
  const next = new Map(Array.from(plan.nodes, ([id, { dependents }]) => [id, dependents]));
  return walk(
    next,
    Array.from(asked).flatMap((id) => [...(next.get(id) ?? [])]),
  );
}

type PlannedNodes = Plan["nodes"];

function createTold(own: PlannedNodes) {
  const warnings = new Map<string, HeldOutcome["warnings"][number]>();
  /** By holder: whether what failed inside of it failed only for want of answers. */
  const excuses = new Map<string, boolean>();
  const nameOf = (node: string) => own.get(node)?.node.title ?? node;
  const tell = (code: string, [first]: readonly RunStep[], wordsOf: (name: string) => string) => {
    if (first !== undefined)
      warnings.set(`${code} ${first.node}`, { code, node: first.node, message: wordsOf(nameOf(first.node)) });
  };
  const holderKey = (path: readonly RunStep[]) => path.map(({ node }) => node).join("/");
  return {
    unsure: (path: readonly RunStep[]) =>
      tell(
        "depends_on_answer",
        path,
        (name) =>
          `Whether and how often some nodes in ${name} run depends on answers that are not there yet. They are counted once.`,
      ),
    rounds: (path: readonly RunStep[], max: number) =>
      tell("rounds_at_most", path, (name) => `${name} makes ${max} rounds at most, and is counted with all of them.`),
    failures: ({ path, failed }: Level, isReal: boolean) => {
      if (failed.size === 0) return;
      excuses.set(holderKey(path), !isReal && excuses.get(holderKey(path)) !== false);
    },
    isExcused: (path: readonly RunStep[], node: string) => excuses.get([holderKey(path), node].join("/")) === true,
    outcome: () => ({
      warnings: [...warnings.values()],
      excused: new Set(Array.from(excuses).flatMap(([key, isExcused]) => (isExcused && own.has(key) ? [key] : []))),
    }),
  };
}

interface Adding {
  tally: Tally;
  told: ReturnType<typeof createTold>;
}

/** Adds the rounds that a repetition may make beside those that were rehearsed: each as its last one, all it may make. */
function addRounds(levels: readonly Level[], own: PlannedNodes, { tally, told }: Adding): void {
  const outerKey = ({ path }: Level) => path.slice(0, -1).map(stepKey).join("/");
  const held = Map.groupBy(levels, outerKey);
  const visit = (key: string, nodes: PlannedNodes, times: number): void => {
    const byItem = Map.groupBy(held.get(key) ?? [], ({ path }) => stepKey({ ...lastOf(path), round: undefined }));
    for (const rounds of byItem.values()) {
      rounds.sort((a, b) => (lastOf(a.path).round ?? 0) - (lastOf(b.path).round ?? 0));
      rounds.forEach((level, index) => {
        const node = nodes.get(lastOf(level.path).node)?.node;
        const isOpen = index === rounds.length - 1 && node?.type === "repeat" && level.asked.size > 0;
        const more = isOpen ? maxOf(node) - rounds.length : 0;
        if (isOpen && maxOf(node) > 1) told.rounds(level.path, maxOf(node));
        const count = times * (1 + more);
        for (const settings of level.calls) tally.add(settings, { count: count - 1 });
        visit(level.path.map(stepKey).join("/"), level.plan.nodes, count);
      });
    }
  };
  visit("", own, 1);
}

function lastOf(path: readonly RunStep[]): RunStep {
  return path.at(-1) ?? { node: "" };
}

function maxOf({ data }: Pick<WorkflowNode, "data">): number {
  return typeof data.max === "number" ? data.max : 1;
}

/** The calls of a node that was not rehearsed, and those of nodes inside of it, each once, in every round. */
export function callsWithin(node: WorkflowNode, childOf: ChildOf, depth = 0): CallSettings[] {
  if (heldGraphOf(node) === undefined) return callSettingsOf(node);
  const nodes = depth > MAX_GRAPH_DEPTH ? [] : [...(childOf(node)?.plan.nodes.values() ?? [])];
  const once = nodes.flatMap((inner) => callsWithin(inner.node, childOf, depth + 1));
  return node.type === "repeat" ? Array.from({ length: maxOf(node) }, () => once).flat() : once;
}
