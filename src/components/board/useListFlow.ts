import { followLists, takesOneValue } from "@/lib/graph/lists";
import { planGraph } from "@/lib/graph/plan";
import { changedPlaces } from "@/store/graphIndex";
import { cachedPortsOf, hasSamePorts } from "@/store/nodePorts";
import { useWorkflow } from "@/store/useWorkflow";
import type { Workflow, WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { reachesPorts } from "./reachesPorts";

/** Names of the ports that a list goes through, as `portKey` writes them, and the ids of nodes that run once for each item. */
export type ListFlow = ReadonlySet<string>;

export function portKey(node: string, side: "input" | "output", port: string): string {
  return `${node}\n${side}\n${port}`;
}

const nobody: ReadonlySet<string> = new Set();

// One answer for all ports: it is asked for by each of them on every change of the graph.
let last: { nodes: Workflow["nodes"]; edges: Workflow["edges"]; flow: ListFlow } | undefined;

/** What `select` wants to know of where lists flow; it renders again only when that changes, so no new objects. */
export function useListFlow<T>(select: (flow: ListFlow) => T): T | undefined {
  let known: { flow: ListFlow; value: T } | undefined;
  return useWorkflow(({ workflow }) => {
    if (workflow === null) return undefined;
    const flow = flowOf(workflow);
    // Asked for by every port with every key: as long as lists flow as they did, so does the answer.
    if (known?.flow !== flow) known = { flow, value: select(flow) };
    return known.value;
  });
}

function flowOf({ nodes, edges }: Workflow): ListFlow {
  // A key in a prompt makes new nodes, but seldom other ports.
  const isKnown = last?.edges === edges && isAlike(last.nodes, nodes);
  const flow = last !== undefined && isKnown ? last.flow : listFlow({ nodes, edges });
  last = { nodes, edges, flow };
  return flow;
}

function isAlike(before: Workflow["nodes"], after: Workflow["nodes"]): boolean {
  return changedPlaces(before, after)?.every((place) => isSame(before[place], after[place])) === true;
}

function isSame(a: WorkflowNode | undefined, b: WorkflowNode | undefined): boolean {
  return a !== undefined && b !== undefined && a.type === b.type && a.off === b.off && hasSamePorts(a, b);
}

/** Wires that lead nowhere are left out, so that a document under work has an answer too. */
export function listFlow({ nodes, edges }: WorkflowGraph): ListFlow {
  const plan = planGraph({ nodes, edges: edges.filter(reachesPorts(nodes)) }, cachedPortsOf, nobody);
  const { mapped } = followLists(plan);
  const flow = new Set<string>();
  for (const [id, { ports, inputs }] of plan.nodes) {
    const gives = mapped.has(id);
    if (gives) flow.add(id);
    for (const { name, list } of ports.outputs) if (gives || list === true) flow.add(portKey(id, "output", name));
    for (const { from, output, input } of inputs) {
      const brings = output.list === true || mapped.has(from);
      if (brings || (!takesOneValue(input) && input.list === true)) flow.add(portKey(id, "input", input.name));
    }
  }
  return flow;
}
