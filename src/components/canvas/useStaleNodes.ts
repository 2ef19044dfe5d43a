import type { RunState } from "@/store/runReducer";
import { type Staleness, staleNodes } from "@/store/staleness";
import { runStore, useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowGraph } from "@/types/workflow";

const none: ReadonlyMap<string, Staleness> = new Map();

interface Basis extends WorkflowGraph {
  ran: WorkflowGraph;
  runId: RunState["id"];
  status: RunState["status"];
}

// One answer for all wires and nodes: it is asked for by each of them on every change of the graph.
let last: { basis: Basis; stale: ReadonlyMap<string, Staleness> } | undefined;

/** The nodes whose shown result no longer follows from the graph as it stands, and why. Looks anew when a run ends. */
export function useStaleNodes(): ReadonlyMap<string, Staleness> {
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes);
  const edges = useWorkflow(({ workflow }) => workflow?.edges);
  const ran = useRun(({ ranGraph }) => ranGraph);
  const runId = useRun(({ run }) => run.id);
  const status = useRun(({ run }) => run.status);
  if (nodes === undefined || edges === undefined || ran === null) return none;
  const basis: Basis = { nodes, edges, ran, runId, status };
  if (last === undefined || !isSame(last.basis, basis)) {
    last = { basis, stale: staleNodes(basis, ran, runStore.getState().run.nodes) };
  }
  return last.stale;
}

function isSame(a: Basis, b: Basis): boolean {
  return a.nodes === b.nodes && a.edges === b.edges && a.ran === b.ran && a.runId === b.runId && a.status === b.status;
}
