import { useSyncExternalStore } from "react";
import { onDocumentOrRun } from "@/store/onDocumentOrRun";
import type { RunState } from "@/store/runReducer";
import { type Staleness, staleNodes } from "@/store/staleness";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import type { WorkflowGraph } from "@/types/workflow";

const none: ReadonlyMap<string, Staleness> = new Map();

interface Basis extends WorkflowGraph {
  ran: WorkflowGraph;
  runId: RunState["id"];
  status: RunState["status"];
  touched: unknown;
}

// One answer for all wires and nodes: it is asked for by each of them on every change of the graph.
let last: { basis: Basis; stale: ReadonlyMap<string, Staleness> } | undefined;

/**
 * What `select` wants to know of the nodes whose shown result no longer follows from the graph as it stands; it renders
 * again only when that changes. Looks anew when a run ends, and when a person changes a result.
 */
export function useStaleNodes<T>(select: (stale: ReadonlyMap<string, Staleness>) => T): T {
  return useSyncExternalStore(onDocumentOrRun, () => select(staleNow()));
}

function staleNow(): ReadonlyMap<string, Staleness> {
  const { workflow } = workflowStore.getState();
  const { ranGraph: ran, run, touched } = runStore.getState();
  if (workflow === null || ran === null) return none;
  const { nodes, edges } = workflow;
  const basis: Basis = { nodes, edges, ran, runId: run.id, status: run.status, touched };
  if (last === undefined || !isSame(last.basis, basis)) last = { basis, stale: staleNodes(basis, ran, run.nodes) };
  return last.stale;
}

function isSame(a: Basis, b: Basis): boolean {
  return (
    a.nodes === b.nodes &&
    a.edges === b.edges &&
    a.ran === b.ran &&
    a.runId === b.runId &&
    a.status === b.status &&
    a.touched === b.touched
  );
}
