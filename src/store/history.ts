import type { PortValues } from "@/types/run";
import type { Workflow } from "@/types/workflow";

/** The part of a document that undo brings back: what it says and where it stands, not the view of it. */
export type Snapshot = Pick<Workflow, "name" | "nodes" | "edges" | "settings"> & {
  layout: Omit<Workflow["layout"], "viewport">;
  /** The step that leads from here changed a kept result instead of the document. */
  result?: ResultStep;
};

/** What a kept result says, and whether it is held fast. */
export interface ResultState {
  key: string;
  output: PortValues;
  pinned: boolean;
}

export interface ResultStep {
  before: ResultState;
  after: ResultState;
}

export interface History {
  past: Snapshot[];
  future: Snapshot[];
  /** The kind of the newest step, and when it was last added to; edits of one kind in a row are one step. */
  step?: { key: string; atMs: number };
}

export const emptyHistory: History = { past: [], future: [] };

/** Steps that can be taken back; old ones fall off. Snapshots share what did not change. */
const MAX_STEPS = 200;

/** A pause in typing or moving after which the next edit is a step of its own, in milliseconds. */
const STEP_PAUSE_MS = 1_000;

export function toSnapshot({ name, settings, nodes, edges, layout: { viewport: _, ...layout } }: Workflow): Snapshot {
  return { name, settings, nodes, edges, layout };
}

function withSnapshot(workflow: Workflow, { layout, result: _, ...snapshot }: Snapshot): Workflow {
  const { viewport } = workflow.layout;
  return { ...workflow, ...snapshot, layout: viewport === undefined ? layout : { ...layout, viewport } };
}

/** Remembers the document as it was before an edit. Edits with the same `key` within the pause are one step. */
export function recordStep(history: History, before: Workflow, key: string | undefined, nowMs: number): History {
  const last = history.step;
  const continues =
    key !== undefined && last?.key === key && nowMs - last.atMs < STEP_PAUSE_MS && history.past.length > 0;
  const past = continues ? history.past : [...history.past, toSnapshot(before)].slice(-MAX_STEPS);
  return { past, future: [], step: key === undefined ? undefined : { key, atMs: nowMs } };
}

/** Remembers a change of a kept result, which leaves the document as it is. */
export function recordResult(history: History, workflow: Workflow, result: ResultStep): History {
  return { past: [...history.past, { ...toSnapshot(workflow), result }].slice(-MAX_STEPS), future: [] };
}

/** The history and the document after a step, and the kept result that it brings back, if it is about one. */
export interface Arrival {
  history: History;
  workflow: Workflow;
  result?: ResultState;
}

/** One step back, or undefined when there is none. */
export function undo(history: History, workflow: Workflow): Arrival | undefined {
  const snapshot = history.past.at(-1);
  if (snapshot === undefined) return undefined;
  return {
    history: { past: history.past.slice(0, -1), future: [...history.future, opposite(snapshot, workflow)] },
    workflow: withSnapshot(workflow, snapshot),
    result: snapshot.result?.before,
  };
}

/** One step forward again, or undefined when there is none. */
export function redo(history: History, workflow: Workflow): Arrival | undefined {
  const snapshot = history.future.at(-1);
  if (snapshot === undefined) return undefined;
  return {
    history: { past: [...history.past, opposite(snapshot, workflow)], future: history.future.slice(0, -1) },
    workflow: withSnapshot(workflow, snapshot),
    result: snapshot.result?.after,
  };
}

/** Where the way back of a step begins. */
function opposite({ result }: Snapshot, workflow: Workflow): Snapshot {
  return { ...toSnapshot(workflow), ...(result && { result }) };
}
