import type { ChildGraph, RunPlanOptions } from "@/lib/engine/options";
import { type Plan, planGraph } from "@/lib/graph/plan";
import { readWiredInputs } from "@/lib/nodes/graphInterface";
import { type Child, type Children, childOf } from "@/lib/nodes/heldChildren";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import type { RunStep } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { nameGivenNodes } from "./givenNodes";

/** The graph that a node of a run holds; undefined for one that holds none. */
export type ChildOf = NonNullable<RunPlanOptions["childOf"]>;

/** The graphs that the nodes of a run hold, each planned once, when it is wanted first. */
export function childGraphs(children: Children): ChildOf {
  const planned = new Map<Child, ChildGraph>();
  return (node) => {
    const child = childOf(node, children);
    if (child === undefined) return undefined;
    const graph = planned.get(child) ?? toGraph(child);
    planned.set(child, graph);
    return graph;
  };
}

/** The plan that a path leads to, from this one in; undefined where it is not known. */
export function planAt(path: readonly RunStep[], plan: Plan, childOf: ChildOf): Plan | undefined {
  let at: Plan | undefined = plan;
  for (const step of path) {
    const holder: WorkflowNode | undefined = at?.nodes.get(step.node)?.node;
    at = holder && childOf(holder)?.plan;
  }
  return at;
}

function toGraph({ workflow }: Child): ChildGraph {
  const named = namedInputsOf(workflow);
  // A node that has no name for its content goes by its id, whether this run of it brings some or not.
  const names = Object.fromEntries(named.map(({ name }) => [name, null]));
  return {
    plan: planGraph(nameGivenNodes(toRunnablePart(workflow).graph, names), portsOf),
    workflow: workflow.id,
    inputsOf: (wired) => readWiredInputs(named, wired),
  };
}
