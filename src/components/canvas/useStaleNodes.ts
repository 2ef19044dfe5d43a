import { staleNodes } from "@/store/staleness";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowGraph } from "@/types/workflow";

const none: ReadonlySet<string> = new Set();

// One answer for all wires: it is asked for by each of them on every change of the graph.
let last: { graph: WorkflowGraph; ran: WorkflowGraph; stale: ReadonlySet<string> } | undefined;

/** The nodes whose shown result no longer follows from the graph as it stands. */
export function useStaleNodes(): ReadonlySet<string> {
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes);
  const edges = useWorkflow(({ workflow }) => workflow?.edges);
  const ran = useRun(({ ranGraph }) => ranGraph);
  if (nodes === undefined || edges === undefined || ran === null) return none;
  if (last?.graph.nodes !== nodes || last.graph.edges !== edges || last.ran !== ran) {
    last = { graph: { nodes, edges }, ran, stale: staleNodes({ nodes, edges }, ran) };
  }
  return last.stale;
}
