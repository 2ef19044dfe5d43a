import { toText } from "@/lib/nodes/values";
import type { Value } from "@/types/run";
import type { WorkflowEdge } from "@/types/workflow";
import { edgesInto } from "./graphIndex";
import type { NodeRun } from "./runReducer";
import { mainValue } from "./table/tableModel";

/** Nodes of one run, by their ids. */
type Nodes = Readonly<Record<string, NodeRun>>;

/** Where a row of the newer run stood in the older one; undefined where it was not there. */
export type OlderRow = (row: number) => number | undefined;

export const samePlace: OlderRow = (row) => row;

/**
 * Which items of a node are the same in two runs: those that came of the same value of the list that they go back to,
 * wherever it stands now; then those at the same place, whose value was changed. Where no list tells, the place alone.
 */
export function pairRows(edges: readonly WorkflowEdge[], node: string, before: Nodes, after: Nodes): OlderRow {
  const [was, is] = [before[node]?.items?.length, after[node]?.items?.length];
  if (was === undefined || is === undefined) return samePlace;
  for (const source of sourcesOf(edges, node)) {
    const [old, now] = [listOf(before[source], was), listOf(after[source], is)];
    if (old !== undefined && now !== undefined) return pairValues(old, now);
  }
  return samePlace;
}

/** What a node hangs on, farthest first: what stands nearer may be another in each run. */
function sourcesOf(edges: readonly WorkflowEdge[], node: string): string[] {
  const found = new Set([node]);
  for (const each of found) for (const { source } of edgesInto(edges, each)) found.add(source.node);
  found.delete(node);
  return [...found].reverse();
}

function listOf(run: NodeRun | undefined, length: number): Value[] | undefined {
  const value = run?.items === undefined ? mainValue(run?.output) : undefined;
  return Array.isArray(value) && value.length === length ? value : undefined;
}

/** Values that are there several times are paired in their order. */
function pairValues(before: readonly Value[], after: readonly Value[]): OlderRow {
  const places = Map.groupBy(before.keys(), (row) => toText(before[row] ?? null));
  const equal = after.map((value) => places.get(toText(value))?.shift());
  const paired = new Set(equal);
  return (row) => equal[row] ?? (row < before.length && !paired.has(row) ? row : undefined);
}
