import { useTitleOf } from "@/components/board/nodeLooks";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { useWorkflow } from "@/store/useWorkflow";

/** What the node is called that an input gets its value from; undefined without a wire. */
export function useSourceTitle(nodeId: string, port: string): string | undefined {
  const titleOf = useTitleOf();
  return useWorkflow(({ workflow }) => {
    if (workflow === null) return undefined;
    const wire = edgesInto(workflow.edges, nodeId).find(({ target }) => target.port === port);
    const source = wire && nodeById(workflow.nodes, wire.source.node);
    return source && titleOf(source);
  });
}
