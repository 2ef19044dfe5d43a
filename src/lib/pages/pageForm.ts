import { namedInputsOf, namedOutputsOf } from "@/lib/nodes/namedInputs";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import type { PageForm } from "@/types/pages";
import type { Workflow, WorkflowGraph } from "@/types/workflow";

/** What a page shows of a workflow. */
export function pageFormOf(workflow: Workflow): Omit<PageForm, "isByLink"> {
  const { graph } = toRunnablePart(workflow);
  const { id, name, settings } = workflow;
  const feeders = feedersOf(graph);
  const description = settings?.description?.trim();
  return {
    ...{ id, name },
    ...(description ? { description } : {}),
    inputs: namedInputsOf(workflow).map(({ nodes: _, kinds: __, blank: ___, ...input }) => input),
    outputs: namedOutputsOf(workflow).map((output) => ({ ...output, from: feeders.get(output.node) ?? [] })),
    steps: graph.nodes.map(({ id: node, type, title }) => ({ node, type, ...(title === undefined ? {} : { title }) })),
  };
}

/** Of each output node, the nodes that are wired into it. */
function feedersOf({ nodes, edges }: WorkflowGraph): Map<string, string[]> {
  const outputs = new Set(nodes.filter(({ type }) => type === "output").map(({ id }) => id));
  const wires = Map.groupBy(
    edges.filter(({ target }) => outputs.has(target.node)),
    ({ target }) => target.node,
  );
  return new Map(Array.from(wires, ([node, into]) => [node, into.map(({ source }) => source.node)]));
}
