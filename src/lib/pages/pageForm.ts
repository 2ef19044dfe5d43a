import { namedInputsOf, namedOutputsOf } from "@/lib/nodes/namedInputs";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import type { PageForm } from "@/types/pages";
import type { Workflow } from "@/types/workflow";

/** What a page shows of a workflow. */
export function pageFormOf(workflow: Workflow): Omit<PageForm, "isByLink"> {
  const { graph } = toRunnablePart(workflow);
  const { id, name, settings } = workflow;
  const wires = Map.groupBy(graph.edges, ({ target }) => target.node);
  const description = settings?.description?.trim();
  return {
    ...{ id, name },
    ...(description ? { description } : {}),
    inputs: namedInputsOf(workflow).map(({ nodes: _, kinds: __, blank: ___, ...input }) => input),
    outputs: namedOutputsOf(workflow).map((output) => ({
      ...output,
      from: wires.get(output.node)?.map(({ source }) => source.node) ?? [],
    })),
    steps: graph.nodes.map(({ id: node, type, title }) => ({ node, type, ...(title === undefined ? {} : { title }) })),
  };
}
