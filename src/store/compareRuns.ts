import { toText } from "@/lib/nodes/values";
import type { RunEvent, Value } from "@/types/run";
import type { WorkflowGraph } from "@/types/workflow";
import { compareScores, type ScoreChange } from "./compareScores";
import { nodeById } from "./graphIndex";
import { type OlderRow, pairRows } from "./pairRows";
import { idleRun, type NodeRun, type NodeStatus, reduceRunBatch } from "./runReducer";
import { mainValue } from "./table/tableModel";

/** A run as its journal tells it. */
export interface ToldRun {
  workflow: WorkflowGraph;
  events: readonly RunEvent[];
}

/** What a node, or one of its items, gave in a run: its text, or why there is none. */
export interface Given {
  text: string;
  isFailure: boolean;
}

export interface NodeChange {
  node: string;
  before: NodeStatus;
  after: NodeStatus;
  /** The person has changed what it does. */
  isEdited: boolean;
  /** What differs, by the number of the item, in the older run where it is not in the newer; else without a number. */
  parts: { item?: number; olderItem?: number; before: Given; after: Given }[];
}

export interface RunComparison {
  /** Those that differ, in the order in which they ran: what comes first is often why the rest differs. */
  changed: NodeChange[];
  /** Those that gave the very same. */
  same: string[];
  /** Those that ran in one of the runs alone, which has nothing to be compared with. */
  alone: string[];
  /** Of nodes that scored something in both. */
  scores: ScoreChange[];
}

/** What two runs of one workflow gave, node by node. */
export function compareRuns(older: ToldRun, newer: ToldRun): RunComparison {
  const before = reduceRunBatch(idleRun, older.events).nodes;
  const after = reduceRunBatch(idleRun, newer.events).nodes;
  const comparison: RunComparison = { changed: [], same: [], alone: [], scores: [] };
  for (const node of new Set([...Object.keys(after), ...Object.keys(before)])) {
    const [was, is] = [before[node], after[node]];
    if (was === undefined || is === undefined) {
      comparison.alone.push(node);
      continue;
    }
    const olderRow = pairRows(newer.workflow.edges, node, before, after);
    if (nodeById(newer.workflow.nodes, node)?.type === "score") {
      const change = compareScores(node, was, is, olderRow);
      if (change !== undefined) comparison.scores.push(change);
    }
    const parts = differences(was, is, olderRow);
    const isEdited = isChanged(older.workflow, newer.workflow, node);
    if (parts.length === 0 && !isEdited) comparison.same.push(node);
    else comparison.changed.push({ node, before: was.status, after: is.status, isEdited, parts });
  }
  return comparison;
}

function isChanged(older: WorkflowGraph, newer: WorkflowGraph, node: string): boolean {
  const [before, after] = [older, newer].map(({ nodes }) => nodeById(nodes, node));
  if (before === undefined || after === undefined) return false;
  return JSON.stringify([before.type, before.data]) !== JSON.stringify([after.type, after.data]);
}

const nothing: Given = { text: "", isFailure: false };

function differences(before: NodeRun, after: NodeRun, olderRow: OlderRow): NodeChange["parts"] {
  if (before.items === undefined && after.items === undefined) {
    const [was, is] = [givenBy(before), givenBy(after)];
    return isSame(was, is) ? [] : [{ before: was, after: is }];
  }
  const parts: NodeChange["parts"] = [];
  const gone = new Set(before.items?.keys());
  for (const [item, run] of after.items?.entries() ?? []) {
    const older = olderRow(item);
    if (older !== undefined) gone.delete(older);
    const [was, is] = [older === undefined ? nothing : givenBy(before.items?.[older]), givenBy(run)];
    if (!isSame(was, is)) parts.push({ item, before: was, after: is });
  }
  for (const olderItem of gone) {
    const was = givenBy(before.items?.[olderItem]);
    if (!isSame(was, nothing)) parts.push({ olderItem, before: was, after: nothing });
  }
  return parts;
}

function givenBy(run: Pick<NodeRun, "output" | "error" | "text"> | undefined): Given {
  if (run === undefined) return nothing;
  if (run.error !== undefined) return { text: run.error.message, isFailure: true };
  const value = mainValue(run.output);
  return { text: value === undefined ? run.text : toPlain(value), isFailure: false };
}

/** The items of a list stand one under the other, so that a changed one is seen alone. */
function toPlain(value: Value): string {
  return Array.isArray(value) ? value.map(toText).join("\n\n") : toText(value);
}

function isSame(a: Given, b: Given): boolean {
  return a.text === b.text && a.isFailure === b.isFailure;
}
