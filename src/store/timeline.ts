import { kindOf } from "@/lib/nodes/nodeKinds";
import { callsOf } from "@/lib/nodes/spent";
import type { Payer } from "@/types/providers";
import type { WorkflowGraph } from "@/types/workflow";
import { expectedItems } from "./expectedItems";
import { edgesInto } from "./graphIndex";
import { countItems, type ItemCounts, type ItemRun, type ItemRuns } from "./runItems";
import { idleNode, type NodeRun, type NodeStatus, type RunState } from "./runReducer";
import { goesOn, isActive, isBusy } from "./runStatus";

/** What a stretch of time went into: `queued` waits for other nodes, `gate` for a free place of the payer, `waiting` for the first words. */
export type SpanKind = "queued" | "gate" | "waiting" | "streaming" | "done" | "cached" | "failed" | "stopped";

/** Milliseconds since the run began. */
export interface Span {
  kind: SpanKind;
  fromMs: number;
  toMs: number;
}

export interface TimelineRow {
  node: string;
  status: NodeStatus;
  spans: Span[];
  durationMs?: number;
  /** Of a node that runs once per item: how many there are in all. */
  itemCount?: number;
}

export interface Timeline {
  rows: TimelineRow[];
  lengthMs: number;
  clock: Clock;
}

export interface ItemSpans {
  number: number;
  spans: Span[];
}

/** Shorter stretches could not be seen. */
const LEAST_MS = 1;

/** The nodes of a run over time, in the order in which they began. `nowMs` is milliseconds since 1970. */
export function toTimeline(graph: WorkflowGraph, run: RunState, nowMs: number): Timeline {
  const startMs = run.startedAt === undefined ? nowMs : Date.parse(run.startedAt);
  const endedAt = isActive(run.status) ? undefined : (run.endedAt ?? run.heardAt);
  const endMs = endedAt === undefined ? nowMs : Date.parse(endedAt);
  const clock = { startMs, endMs: Math.max(endMs, startMs + LEAST_MS) };
  const selected = run.selected && new Set(run.selected);
  const rows = graph.nodes
    .filter(({ id, type }) => kindOf(type)?.execute !== undefined && (selected?.has(id) ?? true))
    .map(({ id }) => toRow(graph, run, id, clock));
  const beginOf = ({ spans }: TimelineRow) => spans[0]?.fromMs ?? Number.POSITIVE_INFINITY;
  rows.sort((a, b) => (beginOf(a) === beginOf(b) ? 0 : beginOf(a) - beginOf(b)));
  return { rows, lengthMs: clock.endMs - startMs, clock };
}

/** The spans of each item that was heard of. Apart from the rows: only those in sight are worth the work. */
export function itemTimeline(run: RunState, node: string, clock: Clock): ItemSpans[] {
  return itemSpans(run.nodes[node]?.items ?? [], clock);
}

/** Milliseconds since 1970 between which a run is drawn. */
export interface Clock {
  startMs: number;
  endMs: number;
}

function toRow(graph: WorkflowGraph, run: RunState, id: string, clock: Clock): TimelineRow {
  const known = run.nodes[id];
  const node = known === undefined || known.isEarlier ? idleNode : known;
  const row: TimelineRow = { node: id, status: node.status, spans: [] };
  if (node.startedAt === undefined) {
    if (!goesOn(run.status)) return row;
    const since = node.queuedAt === undefined ? waitsSince(graph, run, id) : Date.parse(node.queuedAt);
    const kind = node.queuedAt === undefined ? "queued" : "gate";
    const spans: Span[] =
      since === undefined ? [] : [{ kind, fromMs: since - clock.startMs, toMs: clock.endMs - clock.startMs }];
    return { ...row, status: "queued", spans };
  }
  const startedMs = Date.parse(node.startedAt);
  const queuedMs = node.queuedAt === undefined ? startedMs : Date.parse(node.queuedAt);
  const spans = spansOf(node, queuedMs, startedMs - queuedMs, clock);
  if (node.items === undefined) return { ...row, spans, durationMs: node.durationMs };
  const itemCount = expectedItems(graph, id, run) ?? node.items.length;
  return { ...row, spans, durationMs: node.durationMs, itemCount };
}

/** When the last of the nodes before it that have ended did so. */
function waitsSince({ edges }: WorkflowGraph, run: RunState, id: string): number | undefined {
  const ends = edgesInto(edges, id).flatMap(({ source }) => {
    const endedAt = run.nodes[source.node]?.endedAt;
    return endedAt === undefined || run.nodes[source.node]?.isEarlier ? [] : [Date.parse(endedAt)];
  });
  return ends.length === 0 ? undefined : Math.max(...ends);
}

type Timed = Pick<NodeRun, "firstTextAt" | "endedAt"> & { status: NodeStatus | ItemRun["status"] };

/** Waiting for a place, then for the first words, then what became of it. */
function spansOf(timed: Timed, fromMs: number, waitedMs: number, clock: Clock): Span[] {
  const from = fromMs - clock.startMs;
  const gate: Span[] = waitedMs < LEAST_MS ? [] : [{ kind: "gate", fromMs: from, toMs: from + waitedMs }];
  return [...gate, ...workSpans(timed, fromMs + waitedMs, clock)];
}

function workSpans({ firstTextAt, endedAt, status }: Timed, fromMs: number, { startMs, endMs }: Clock): Span[] {
  const from = Math.max(0, fromMs - startMs);
  const to = Math.max(from + LEAST_MS, (endedAt === undefined ? endMs : Date.parse(endedAt)) - startMs);
  const isOpen = endedAt === undefined && status !== "stopped" && status !== "waiting";
  const kind = isOpen ? (firstTextAt === undefined ? "waiting" : "streaming") : endKind(status);
  if (firstTextAt === undefined) return [{ kind, fromMs: from, toMs: to }];
  const first = Math.min(to, Math.max(from, Date.parse(firstTextAt) - startMs));
  return [
    { kind: "waiting", fromMs: from, toMs: first },
    { kind, fromMs: first, toMs: to },
  ];
}

function endKind(status: Timed["status"]): SpanKind {
  if (status === "cached" || status === "failed" || status === "stopped") return status;
  return status === "parked" || status === "waiting" ? "queued" : "done";
}

function itemSpans(items: ItemRuns, clock: Clock): ItemSpans[] {
  return Array.from(items, (item, number) => ({ number, spans: item === undefined ? [] : spansOfItem(item, clock) }));
}

/** An item says when it ended and how long it took. */
function spansOfItem(item: ItemRun, clock: Clock): Span[] {
  const { firstTextAt, endedAt, durationMs = 0, waitedMs = 0 } = item;
  const fromMs = endedAt === undefined ? firstTextAt && Date.parse(firstTextAt) : Date.parse(endedAt) - durationMs;
  return typeof fromMs === "number" ? spansOf(item, fromMs, waitedMs, clock) : [];
}

/** What a number of items did in one stretch of time, each counted once. */
export interface DensityStep {
  /** Waiting for a free place of the payer. */
  gate: number;
  /** Waiting for the first words. */
  waiting: number;
  working: number;
  /** At work, and about to fail. */
  failed: number;
}

/** What the items did in each of `count` equal stretches of time. */
export function density(items: readonly { spans: readonly Span[] }[], lengthMs: number, count: number): DensityStep[] {
  const steps = Array.from({ length: count }, () => ({ gate: 0, waiting: 0, working: 0, failed: 0 }));
  // What began with the last millisecond stands in the last step, or a run of no length would show nothing.
  const firstStep = (ms: number) => Math.min(count - 1, Math.max(0, Math.floor((ms / lengthMs) * count)));
  const lastStep = (ms: number) => Math.min(count, Math.ceil((ms / lengthMs) * count));
  for (const { spans } of items) {
    const hasFailed = spans.at(-1)?.kind === "failed";
    let next = 0;
    for (const { kind, fromMs, toMs } of spans) {
      const phase = kind === "gate" ? "gate" : hasFailed ? "failed" : kind === "waiting" ? "waiting" : "working";
      for (next = Math.max(next, firstStep(fromMs)); next < lastStep(toMs); next++) {
        const step = steps[next];
        if (step !== undefined) step[phase]++;
      }
    }
  }
  return steps;
}

export interface RunTally {
  calls: number;
  cached: number;
  tokens: number;
  payers: Payer[];
}

/** What the shown run has spent so far. */
export function tallyRun(run: RunState): RunTally {
  const tally: RunTally = { calls: 0, cached: 0, tokens: 0, payers: [] };
  const payers = new Map<string, Payer>();
  for (const node of Object.values(run.nodes)) {
    if (node.isEarlier) continue;
    for (const part of node.items ?? [node]) {
      if (part === undefined) continue;
      if (part.status === "cached") tally.cached++;
      else {
        tally.calls += callsOf({ usage: part.usage, ...("calls" in part ? { calls: part.calls } : {}) });
        tally.tokens += part.usage?.totalTokens ?? 0;
      }
      if (part.payer !== undefined) payers.set(part.payer.id, part.payer);
    }
  }
  return { ...tally, payers: [...payers.values()] };
}

/** Ended items from which a pace can be told. */
const ENOUGH_ITEMS = 5;

/**
 * How long the nodes at work still take with their items, in milliseconds, at the pace so far; undefined while there
 * is no pace to go by. What comes after them is not in it.
 */
export function estimateLeftMs(graph: WorkflowGraph, run: RunState, nowMs: number): number | undefined {
  let left: number | undefined;
  for (const [id, node] of Object.entries(run.nodes)) {
    if (node.items === undefined || node.startedAt === undefined || node.endedAt !== undefined) continue;
    const total = expectedItems(graph, id, run);
    const { done, failed, ended } = countItems(node.items);
    if (total === undefined || done + failed < ENOUGH_ITEMS) continue;
    const paceMs = (nowMs - Date.parse(node.startedAt)) / (done + failed);
    left = Math.max(left ?? 0, Math.max(0, total - ended) * paceMs);
  }
  return left;
}

/** What a person looks for in a run. */
export type RowFilter = "all" | "running" | "failed" | "cached";

/** Rows by what a person looks for. A node counts as failed with one failed item, and as cached with one from cache. */
export function groupRows(run: RunState, rows: readonly TimelineRow[]): Record<RowFilter, TimelineRow[]> {
  const groups: Record<RowFilter, TimelineRow[]> = { all: [...rows], running: [], failed: [], cached: [] };
  for (const row of rows) {
    const items = row.itemCount === undefined ? undefined : run.nodes[row.node]?.items;
    const counts = items && countOnce(items);
    if (isBusy(row.status)) groups.running.push(row);
    if (row.status === "failed" || (counts !== undefined && counts.failed > 0)) groups.failed.push(row);
    if (row.status === "cached" || (counts !== undefined && counts.cached > 0)) groups.cached.push(row);
  }
  return groups;
}

const counted = new WeakMap<ItemRuns, ItemCounts>();

/** A list of items is never changed in place: what was counted once holds. */
function countOnce(items: ItemRuns): ItemCounts {
  const known = counted.get(items) ?? countItems(items);
  counted.set(items, known);
  return known;
}
