import type { Notice, Usage } from "@/types/llm";
import type { Payer } from "@/types/providers";
import type { PortValues, RunError, RunEvent, RunStatus, Value } from "@/types/run";

export type NodeStatus =
  | "idle"
  | "queued"
  | "running"
  | "streaming"
  | "done"
  | "cached"
  | "failed"
  | "parked"
  | "skipped"
  /** Under way when the run was stopped or lost. */
  | "stopped";

/** What is known of one node in the shown run. */
export interface NodeRun {
  status: NodeStatus;
  /** Streamed so far; stays when the node fails on the way. */
  text: string;
  output?: PortValues;
  error?: RunError;
  usage?: Usage;
  payer?: Payer;
  durationMs?: number;
  /** ISO 8601: when the present attempt began. */
  startedAt?: string;
  endedAt?: string;
  /** Why it was skipped. */
  because?: string;
  /** ISO 8601 time at which a parked node goes on; null when nobody knows. */
  until?: string | null;
  notices: Notice[];
}

export interface RunState {
  id: string | null;
  status: RunStatus | "idle";
  /** The newest event applied; older ones are ignored, so that a repeated event does no harm. */
  lastSeq: number;
  nodes: Readonly<Record<string, NodeRun>>;
  /** How many nodes run at all; known from the first event on. */
  total?: number;
  startedAt?: string;
  endedAt?: string;
  outputs?: Record<string, Value>;
  notices: Notice[];
}

export const idleNode: NodeRun = { status: "idle", text: "", notices: [] };

export const idleRun: RunState = { id: null, status: "idle", lastSeq: 0, nodes: {}, notices: [] };

/** The run after one event. */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  return reduceRunBatch(state, [event]);
}

/** The run after several events; the table of nodes is copied once for all of them. */
export function reduceRunBatch(state: RunState, events: readonly RunEvent[]): RunState {
  const fresh = events.filter((event) => event.seq > state.lastSeq);
  if (fresh.length === 0) return state;
  const nodes: Record<string, NodeRun> = { ...state.nodes };
  const next: RunState = { ...state, nodes };
  for (const event of fresh) {
    if (event.seq <= next.lastSeq) continue;
    next.lastSeq = event.seq;
    applyToRun(next, event);
    if ("node" in event && event.node !== undefined) {
      nodes[event.node] = reduceNode(nodes[event.node] ?? idleNode, event);
    } else if (event.type === "run-end") {
      settleNodes(nodes);
    }
  }
  return next;
}

// Works on the copy that `reduceRunBatch` made.
function applyToRun(next: RunState, event: RunEvent): void {
  if (event.type === "run-start" || event.type === "run-resume") {
    next.status = "running";
    if (event.type === "run-start") next.total = event.total;
    next.startedAt ??= event.at;
    next.endedAt = undefined;
  } else if (event.type === "run-end") {
    next.status = event.status;
    next.endedAt = event.at;
    next.outputs = event.outputs;
  } else if (event.type === "notice" && event.node === undefined) {
    next.notices = [...next.notices, { code: event.code, message: event.message }];
  }
}

/** Nothing is under way any more once a run has ended. */
function settleNodes(nodes: Record<string, NodeRun>): void {
  for (const [id, node] of Object.entries(nodes)) {
    if (node.status === "queued") nodes[id] = { ...node, status: "idle" };
    if (node.status === "running" || node.status === "streaming") nodes[id] = { ...node, status: "stopped" };
  }
}

/** One node after one of its events. */
export function reduceNode(node: NodeRun, event: RunEvent): NodeRun {
  switch (event.type) {
    case "node-queue":
      return { ...idleNode, status: "queued" };
    case "node-start":
      return { ...idleNode, status: "running", startedAt: event.at };
    case "node-delta":
      return { ...node, status: "streaming", text: node.text + event.text };
    case "node-end":
      return {
        ...node,
        status: event.cached ? "cached" : "done",
        text: typeof event.output.text === "string" ? event.output.text : node.text,
        output: event.output,
        usage: event.usage,
        payer: event.payer,
        durationMs: event.durationMs,
        endedAt: event.at,
        error: undefined,
      };
    case "node-error":
      return { ...node, status: "failed", error: event.error, endedAt: event.at };
    case "node-skip":
      return { ...idleNode, status: "skipped", because: event.because };
    case "node-park":
      return { ...node, status: "parked", until: event.until };
    case "notice":
      return { ...node, notices: [...node.notices, { code: event.code, message: event.message }] };
    default:
      return node;
  }
}

const endedStatuses: ReadonlySet<NodeStatus> = new Set(["done", "cached", "failed", "skipped"]);

export function isActive(status: RunState["status"]): boolean {
  return status === "queued" || status === "running";
}

/** How many of the run's nodes have come to an end. */
export function endedCount(state: RunState): number {
  return Object.values(state.nodes).filter((node) => endedStatuses.has(node.status)).length;
}
