import type { NodeStatus, RunState } from "./runReducer";

const endedStatuses: ReadonlySet<NodeStatus> = new Set(["done", "cached", "failed", "skipped"]);

export function isActive(status: RunState["status"]): boolean {
  return status === "queued" || status === "running";
}

/** Whether it can be gone on with: it waits, or was cut off or stopped on its way. */
export function isResumable(status: RunState["status"]): boolean {
  return status === "parked" || status === "interrupted" || status === "cancelled";
}

/** Whether nodes that have not been reached yet still will be: the run is at work, or waits for a limit or a person. */
export function goesOn(status: RunState["status"]): boolean {
  return isActive(status) || status === "parked" || status === "waiting";
}

/** How many of the run's nodes have come to an end. */
export function endedCount(state: RunState): number {
  return Object.values(state.nodes).filter((node) => !node.isEarlier && endedStatuses.has(node.status)).length;
}

/** Whether a node is at work. */
export function isBusy(status: NodeStatus | undefined): boolean {
  return status === "running" || status === "streaming";
}

/** So many nodes at work are shown in motion; among more nobody follows one, and each step draws the page anew. */
const MOST_MOVING = 8;

/** Whether what shows that nodes are at work moves, or stands still because many are. */
export function isInMotion(nodes: RunState["nodes"]): boolean {
  return busyCount(nodes) <= MOST_MOVING;
}

// Asked by each wire with each batch of events.
const busyCounts = new WeakMap<RunState["nodes"], number>();

/** How many nodes are at work. */
function busyCount(nodes: RunState["nodes"]): number {
  const known = busyCounts.get(nodes);
  if (known !== undefined) return known;
  const count = Object.values(nodes).filter(({ status }) => isBusy(status)).length;
  busyCounts.set(nodes, count);
  return count;
}
