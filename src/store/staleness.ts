import { mayAsk } from "@/lib/nodes/modelCalls";
import type { WorkflowEdge, WorkflowGraph } from "@/types/workflow";
import { edgesFrom, edgesInto, nodeById } from "./graphIndex";
import type { KeptMark } from "./runItems";
import type { NodeRun } from "./runReducer";

/** Why a result is not what the document would give now: its settings, its wires, or a node before it (`because`). */
export type Staleness = { reason: "settings" | "inputs" } | { reason: "upstream"; because: string };

/**
 * The nodes that changed since `ran`, or hang on one that did, with the nearest reason. Edits share what they do not
 * touch, so a node is unchanged when its data is the same object. A result from an earlier run is stale too when what
 * it hangs on was asked again since, and one of any run when a person has changed what it hangs on since. Linear in nodes and wires.
 */
export function staleNodes(
  graph: WorkflowGraph,
  ran: WorkflowGraph,
  runs: Readonly<Record<string, NodeRun>> = {},
): ReadonlyMap<string, Staleness> {
  const stale = new Map<string, Staleness>();
  for (const node of graph.nodes) {
    const before = nodeById(ran.nodes, node.id);
    if (before?.data !== node.data) stale.set(node.id, { reason: "settings" });
    else if (!isSameWiring(edgesInto(graph.edges, node.id), edgesInto(ran.edges, node.id))) {
      stale.set(node.id, { reason: "inputs" });
    }
  }
  const spread = (from: string, isHit: (target: string) => boolean) => {
    for (const { target } of edgesFrom(graph.edges, from)) {
      if (!stale.has(target.node) && isHit(target.node)) stale.set(target.node, { reason: "upstream", because: from });
    }
  };
  for (const node of graph.nodes) {
    const { id } = node;
    const run = runs[id];
    const isNew = run?.status === "done" && !run.isEarlier && mayAsk(node);
    if (isNew) spread(id, (target) => runs[target]?.isEarlier === true);
    // What a person has put in the place of an answer reaches only what runs after that.
    if (run !== undefined) spread(id, (target) => isOvertaken(runs[target]?.endedAt, run));
  }
  // A map gives what is added while it is read.
  for (const id of stale.keys()) spread(id, () => true);
  return stale;
}

function lastChangeOf({ editedAt = "", restoredAt = "" }: Partial<KeptMark> = {}): string {
  return editedAt > restoredAt ? editedAt : restoredAt;
}

/** Whether what ended then took something else than `run` shows now: the model's words, or a person's taken back since. */
function isOvertaken(endedAt: string | undefined, { gave, kept }: NodeRun): boolean {
  if (endedAt === undefined || kept === undefined) return false;
  if (gave !== undefined) return endedAt < lastChangeOf(kept);
  const { editedSince, restoredAt } = kept;
  return editedSince !== undefined && restoredAt !== undefined && editedSince < endedAt && endedAt < restoredAt;
}

function isSameWiring(a: readonly WorkflowEdge[], b: readonly WorkflowEdge[]): boolean {
  const isSameEnd = (x: WorkflowEdge["source"], y: WorkflowEdge["source"] | undefined) =>
    x.node === y?.node && x.port === y.port;
  return (
    a.length === b.length &&
    a.every((edge, index) => isSameEnd(edge.source, b[index]?.source) && isSameEnd(edge.target, b[index]?.target))
  );
}
