import type { OpenQuestion } from "@/types/answers";
import type { Notice, Usage } from "@/types/llm";
import type { Payer } from "@/types/providers";
import type { AssetRef, PortValues, RunError, RunEvent, RunStatus, RunThrough, Value } from "@/types/run";
import { type InnerNodes, pathKey } from "./innerRuns";
import { type ItemRun, type ItemRuns, type KeptMark, takeUpItems, writeItem } from "./runItems";
import { askingNode, isQuestionEvent, withoutItem, withQuestion } from "./runQuestions";
import { type ToolRuns, withTool } from "./runTools";
import { settleInner, settleItems, settleNodes } from "./settleNodes";
import { growWords } from "./streamedWords";

export type NodeStatus =
  | "idle"
  | "queued"
  | "running"
  | "streaming"
  | "done"
  | "cached"
  | "failed"
  | "parked"
  /** A person is to answer something; its other items may be at work. */
  | "waiting"
  | "skipped"
  /** Under way when the run was stopped or lost. */
  | "stopped";

/** What is known of one node in the shown run. */
export interface NodeRun {
  status: NodeStatus;
  /** Streamed so far; stays when the node fails on the way. */
  text: string;
  /** What the model has told of its thinking so far; once the output is there, it may have it too. */
  reasoning?: string;
  /** Calls of tools that its model made, also in earlier attempts. */
  tools?: ToolRuns;
  output?: PortValues;
  error?: RunError;
  usage?: Usage;
  payer?: Payer;
  durationMs?: number;
  /** Model calls that were made, when it was not one. */
  calls?: number;
  /** ISO 8601: when the present attempt began, when its first words came, when it ended. */
  startedAt?: string;
  firstTextAt?: string;
  endedAt?: string;
  /** ISO 8601: since when the present attempt waited for a free place of its payer, if it had to. */
  queuedAt?: string;
  /** Which attempt this is, from 1. */
  attempt?: number;
  /** Its calls may have been made before: a crash cut the last attempt short. */
  resent?: boolean;
  /** Set once it has run once per item; `itemCount` is how many there are, known at its end. */
  items?: ItemRuns;
  itemCount?: number;
  /** The node that it was skipped for. */
  because?: string;
  /** The usage limit that a parked node waits for; `until` is ISO 8601, or null when nobody knows. */
  park?: { until: string | null; window?: string; account: string };
  /** What a person is asked here; of a node that holds others, in those too. */
  questions?: readonly OpenQuestion[];
  /** The name of its entry in the cache. */
  key?: string;
  /** What people have done with the kept result since; of several items, with any of them. */
  kept?: KeptMark;
  /** The output as the run gave it, where a person has put another in its place. */
  gave?: PortValues;
  /** From a run before the shown one, which did not run this node. */
  isEarlier?: boolean;
  notices: Notice[];
}

export interface RunState {
  id: string | null;
  status: RunStatus | "idle";
  /** The newest event applied; older ones are ignored, so that a repeated event does no harm. */
  lastSeq: number;
  nodes: Readonly<Record<string, NodeRun>>;
  /** Those inside of nodes that hold graphs; none heard of if absent. */
  inner?: InnerNodes;
  /** The documents of the graphs in it, as they run. */
  children?: AssetRef;
  /** How many nodes run at all; known from the first event on. */
  total?: number;
  /** Who started it, where people have names. */
  by?: string;
  /** What started it, where that was not a person at the screen or the terminal. */
  through?: RunThrough;
  /** The nodes that run, when not all do. */
  selected?: readonly string[];
  /** The document as it runs. */
  snapshot?: AssetRef;
  startedAt?: string;
  endedAt?: string;
  /** ISO 8601: the time of the newest event. */
  heardAt?: string;
  outputs?: Record<string, Value>;
  notices: Notice[];
}

export const idleNode: NodeRun = { status: "idle", text: "", notices: [] };

export const idleRun: RunState = { id: null, status: "idle", lastSeq: 0, nodes: {}, notices: [] };

/** The run after several events; the table of nodes is copied once for all of them. */
export function reduceRunBatch(state: RunState, events: readonly RunEvent[]): RunState {
  const fresh = events.filter((event) => event.seq > state.lastSeq);
  if (fresh.length === 0) return state;
  let nodes: Record<string, NodeRun> = { ...state.nodes };
  const next: RunState = { ...state, nodes };
  let inner: Record<string, Record<string, NodeRun>> | undefined;
  const innerCopies = new Set<string>();
  // Lists of items are long: each is copied once for all events too.
  const copies = new WeakSet<ItemRuns>();
  for (const event of fresh) {
    if (event.seq <= next.lastSeq) continue;
    next.lastSeq = event.seq;
    next.heardAt = event.at;
    applyToRun(next, event);
    if ("path" in event && event.path !== undefined && event.node !== undefined) {
      inner ??= { ...state.inner };
      const key = pathKey(event.path);
      const held = (innerCopies.has(key) && inner[key]) || { ...inner[key] };
      innerCopies.add(key);
      inner[key] = held;
      held[event.node] = reduceNode(held[event.node] ?? idleNode, event, copies);
      if (isQuestionEvent(event)) {
        const holder = askingNode(event);
        nodes[holder] = withQuestion(nodes[holder] ?? idleNode, event);
      }
    } else if (event.type === "run-start") {
      nodes = earlierNodes(nodes, event.selected);
      next.nodes = nodes;
    } else if ("node" in event && event.node !== undefined) {
      nodes[event.node] = reduceNode(nodes[event.node] ?? idleNode, event, copies);
    } else if (event.type === "run-end") {
      const waits = event.status === "waiting";
      settleNodes(nodes, waits);
      inner = settleInner(inner ?? next.inner, waits);
    }
  }
  if (inner !== undefined) next.inner = inner;
  return next;
}

// Works on the copy that `reduceRunBatch` made.
function applyToRun(next: RunState, event: RunEvent): void {
  if (event.type === "run-start" || event.type === "run-resume") {
    next.status = "running";
    if (event.type === "run-start") {
      next.total = event.total;
      next.by = event.by;
      next.through = event.through;
      next.selected = event.selected;
      next.snapshot = event.workflow;
      next.children = event.children;
    }
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

/** What stays of earlier results: nothing of the nodes that run. */
function earlierNodes(nodes: Record<string, NodeRun>, selected: readonly string[] | undefined): typeof nodes {
  if (selected === undefined) return {};
  const runs = new Set(selected);
  return Object.fromEntries(Object.entries(nodes).filter(([id]) => !runs.has(id)));
}

/** A run of which no more is heard. */
export function settleRun(run: RunState): RunState {
  const nodes = { ...run.nodes };
  settleNodes(nodes, true);
  const inner = settleInner(run.inner, true);
  return { ...run, nodes, ...(inner === undefined ? {} : { inner }) };
}

/** One node after one of its events. `copies` holds the lists of items that may be written to. */
function reduceNode(node: NodeRun, event: RunEvent, copies: WeakSet<ItemRuns>): NodeRun {
  if (isQuestionEvent(event)) return withQuestion(node, event);
  switch (event.type) {
    case "node-queue":
      return { ...idleNode, status: "queued", queuedAt: event.at, items: node.items, tools: node.tools };
    case "node-start": {
      const { at: startedAt, attempt, resent } = event;
      const queuedAt = node.status === "queued" ? node.queuedAt : undefined;
      // A run that goes on does not tell its finished items again.
      const items = node.items && takeUpItems(node.items, resent === true);
      return { ...idleNode, status: "running", queuedAt, startedAt, attempt, resent, items, tools: node.tools };
    }
    case "node-tool":
      return event.item === undefined ? { ...node, tools: withTool(node.tools, event) } : withItem(node, event, copies);
    case "node-item":
      return { ...withItem(node, event, copies), questions: withoutItem(node, event.item) };
    case "node-delta":
      if (event.item !== undefined) return { ...withItem(node, event, copies), status: "streaming" };
      return withWords(node, event.text, event.at);
    case "node-reasoning":
      if (event.item !== undefined) return { ...withItem(node, event, copies), status: "streaming" };
      return { ...node, status: "streaming", reasoning: (node.reasoning ?? "") + event.text };
    case "node-end":
      return {
        ...node,
        status: event.cached ? "cached" : "done",
        text: typeof event.output.text === "string" ? event.output.text : node.text,
        reasoning: typeof event.output.reasoning === "string" ? event.output.reasoning : node.reasoning,
        output: event.output,
        usage: event.usage,
        payer: event.payer,
        calls: event.calls,
        durationMs: event.durationMs,
        endedAt: event.at,
        error: undefined,
        items: event.items === undefined ? undefined : (node.items?.slice(0, event.items) ?? []),
        itemCount: event.items,
        key: event.key,
        kept: undefined,
        gave: undefined,
        questions: undefined,
      };
    case "node-error": {
      const { error, usage, payer, at: endedAt } = event;
      return { ...settleItems(node), status: "failed", questions: undefined, error, usage, payer, endedAt };
    }
    case "node-skip":
      return { ...idleNode, status: "skipped", because: event.because };
    case "node-park":
      return { ...settleItems(node), status: "parked", park: { ...event }, endedAt: event.at };
    case "notice":
      return { ...node, notices: [...node.notices, { code: event.code, message: event.message }] };
    default:
      return node;
  }
}

function withWords(node: NodeRun, words: string, at: string): NodeRun {
  const { status, text, firstTextAt = at } = node;
  const next: NodeRun = { ...node, status: "streaming", text: text + words, firstTextAt };
  return status === "streaming" && text !== "" ? growWords(node, next) : next;
}

function withItem(node: NodeRun, event: RunEvent, copies: WeakSet<ItemRuns>): NodeRun {
  const isCopy = node.items !== undefined && copies.has(node.items);
  // An array of this batch, that nobody has seen yet.
  const items = (isCopy ? node.items : node.items?.slice()) as (ItemRun | undefined)[] | undefined;
  const written = items ?? [];
  writeItem(written, event);
  copies.add(written);
  return { ...node, items: written };
}
