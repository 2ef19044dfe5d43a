import type { ChildGraph, RunPlanOptions } from "@/lib/engine/options";
import { planGraph } from "@/lib/graph/plan";
import { readWiredInputs } from "@/lib/nodes/graphInterface";
import { type Child, type Children, childOf } from "@/lib/nodes/heldChildren";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import { nameGivenNodes } from "./givenNodes";

/** The graphs that the nodes of a run hold, each planned once, when it is wanted first. */
export function childGraphs(children: Children): NonNullable<RunPlanOptions["childOf"]> {
  const planned = new Map<Child, ChildGraph>();
  return (node) => {
    const child = childOf(node, children);
    if (child === undefined) return undefined;
    const graph = planned.get(child) ?? toGraph(child);
    planned.set(child, graph);
    return graph;
  };
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
