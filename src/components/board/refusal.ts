import { useSyncExternalStore } from "react";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { onDocumentOrRun } from "@/store/onDocumentOrRun";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import type { ErrorBody } from "@/types/errors";
import type { WorkflowGraph } from "@/types/workflow";

/** Why a run did not start, as far as it is not mended yet. */
export interface Refusal {
  error: ErrorBody;
  /** What is wrong with which node, in the order it was told. */
  faults: ReadonlyMap<string, string>;
}

interface Basis extends WorkflowGraph {
  error: ErrorBody;
}

// One answer for all nodes: it is asked for by each of them on every change of the graph.
let last: { basis: Basis; refusal: Refusal | undefined } | undefined;

/** What `select` wants to know of the refusal that stands; it renders again only when that changes. */
export function useRefusal<T>(select: (refusal: Refusal | undefined) => T): T {
  return useSyncExternalStore(onDocumentOrRun, () => select(refusalNow()));
}

function refusalNow(): Refusal | undefined {
  const { workflow } = workflowStore.getState();
  const { startError: error, refusedGraph } = runStore.getState();
  if (error === null || workflow === null) return undefined;
  const { nodes, edges } = workflow;
  const isKnown = last?.basis.error === error && last.basis.nodes === nodes && last.basis.edges === edges;
  if (last === undefined || !isKnown) {
    last = { basis: { error, nodes, edges }, refusal: standing(error, refusedGraph ?? workflow, workflow) };
  }
  return last.refusal;
}

/**
 * What of a refusal still holds: a node is mended once it, or a wire into it, is another than when the run was refused.
 * A refusal that named nodes is over when all of them are.
 */
export function standing(error: ErrorBody, refused: WorkflowGraph, now: WorkflowGraph): Refusal | undefined {
  const told = faultsOf(error);
  const isMended = (id: string) => {
    const node = nodeById(now.nodes, id);
    const wires = edgesInto(now.edges, id);
    const before = edgesInto(refused.edges, id);
    const isWiredAnew = wires.length !== before.length || wires.some((wire, index) => wire !== before[index]);
    return node === undefined || node !== nodeById(refused.nodes, id) || isWiredAnew;
  };
  const faults = new Map([...told].filter(([id]) => !isMended(id)));
  return told.size > 0 && faults.size === 0 ? undefined : { error, faults };
}

function faultsOf({ message, details }: ErrorBody): Map<string, string> {
  const faults = new Map<string, string>();
  for (const fault of Array.isArray(details?.faults) ? details.faults : []) {
    if (typeof fault?.node === "string" && typeof fault.message === "string") faults.set(fault.node, fault.message);
  }
  for (const node of Array.isArray(details?.nodes) ? details.nodes : []) {
    if (typeof node === "string" && !faults.has(node)) faults.set(node, message);
  }
  return faults;
}
