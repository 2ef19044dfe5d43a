import type { Plan, PlannedNode } from "@/lib/graph/plan";
import { own } from "@/types/own";
import type { NodeOutput } from "@/types/run";

/** What has become of a node, for those that wait for it. */
export type Settled =
  | { is: "done"; result: NodeOutput }
  /** Nothing comes from it: it hangs on the dead side of a condition, or it does not run this time. */
  | { is: "dead"; because: string }
  /** It failed, or hangs on a node that did. */
  | { is: "broken"; because: string };

/** Lets a node through when all it waits for is settled. */
export interface Gate {
  /** Counts a node as settled, once. */
  settle(node: string, as: Settled): void;
  /** The next node that waits for nothing any more, each once. */
  next(): PlannedNode | undefined;
  settledAs(node: string): Settled | undefined;
  outputOf(node: string): NodeOutput | undefined;
}

export function openGate(plan: Plan): Gate {
  const settled = new Map<string, Settled>();
  const waitsFor = new Map<string, number>();
  const ready: PlannedNode[] = [];
  let head = 0;
  for (const [id, planned] of plan.nodes) {
    const sources = countSources(planned);
    waitsFor.set(id, sources);
    if (sources === 0) ready.push(planned);
  }

  return {
    settle: (node, as) => {
      if (settled.has(node)) return;
      settled.set(node, as);
      for (const id of plan.nodes.get(node)?.dependents ?? []) {
        const left = (waitsFor.get(id) ?? 0) - 1;
        waitsFor.set(id, left);
        const dependent = plan.nodes.get(id);
        if (left === 0 && dependent !== undefined) ready.push(dependent);
      }
    },
    next: () => {
      while (head < ready.length) {
        const planned = ready[head++];
        if (planned !== undefined && !settled.has(planned.node.id)) return planned;
      }
      return undefined;
    },
    settledAs: (node) => settled.get(node),
    outputOf: (node) => {
      const source = settled.get(node);
      return source?.is === "done" ? source.result : undefined;
    },
  };
}

function countSources({ inputs }: PlannedNode): number {
  return inputs.length < 2 ? inputs.length : new Set(inputs.map(({ from }) => from)).size;
}

/**
 * Why a node cannot run, once all it waits for is settled: one of its sources failed, or one of its inputs has wires
 * and nothing comes through any of them. An input that takes many wires lives on those that do bring something.
 */
export function findDead({ inputs }: PlannedNode, gate: Gate): Exclude<Settled, { is: "done" }> | undefined {
  const live = new Set<string>();
  const dead = new Map<string, string>();
  for (const { from, edge, input } of inputs) {
    const source = gate.settledAs(from);
    if (source?.is === "broken") return source;
    if (source?.is === "done" && own(source.result.output, edge.source.port) !== undefined) live.add(input.name);
    else dead.set(input.name, source?.is === "dead" ? source.because : from);
  }
  for (const [port, because] of dead) if (!live.has(port)) return { is: "dead", because };
  return undefined;
}
