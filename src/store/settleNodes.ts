import type { InnerNodes } from "./innerRuns";
import { stopItems } from "./runItems";
import type { NodeRun, NodeStatus } from "./runReducer";

const underWay: ReadonlySet<NodeStatus> = new Set(["running", "streaming"]);

/** Nothing is under way any more once a run has ended; what is asked stays so where the run `waits`. */
export function settleNodes(nodes: Record<string, NodeRun>, waits: boolean): void {
  for (const [id, node] of Object.entries(nodes)) {
    if (node.questions !== undefined && waits) nodes[id] = { ...settleItems(node), status: "waiting" };
    else if (node.status === "queued") nodes[id] = { ...node, status: "idle" };
    else if (underWay.has(node.status) || node.questions !== undefined) {
      nodes[id] = { ...settleItems(node), status: "stopped", questions: undefined };
    }
  }
}

export function settleInner(
  inner: InnerNodes | undefined,
  waits: boolean,
): Record<string, Record<string, NodeRun>> | undefined {
  if (inner === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(inner).map(([key, held]) => {
      const nodes = { ...held };
      settleNodes(nodes, waits);
      return [key, nodes];
    }),
  );
}

/** A node whose items stopped with it. */
export function settleItems(node: NodeRun): NodeRun {
  return node.items === undefined ? node : { ...node, items: stopItems(node.items) };
}
