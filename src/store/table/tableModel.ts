import { callsModels } from "@/lib/nodes/modelCalls";
import { isAssetRef, isRecord, readItemError } from "@/lib/nodes/values";
import { edgesFrom, nodeById } from "@/store/graphIndex";
import type { ItemRun, ItemStatus } from "@/store/runItems";
import type { NodeRun, RunState } from "@/store/runReducer";
import { goesOn } from "@/store/runStatus";
import { own } from "@/types/own";
import type { Payer } from "@/types/providers";
import type { PortValues, RunError, Value } from "@/types/run";
import type { WorkflowGraph } from "@/types/workflow";
import type { JudgePass } from "./judges";
import { type RowSource, rowFamily } from "./rowFamily";

/** `left-out` failed at a node before, `waiting` is still to come, `none` was never reached. */
export type RowStatus = ItemStatus | "waiting" | "left-out" | "none";

/** What stands in one place of the table. */
export type Cell =
  | { kind: "value"; value: Value }
  /** Words that have come so far. */
  | { kind: "partial"; text: string }
  | { kind: "error"; error: Pick<RunError, "code" | "message"> }
  | { kind: "status"; status: RowStatus }
  | { kind: "empty" };

export type Fact = "status" | "tokens" | "seconds" | "attempt";

export interface TableColumn {
  /** The same from run to run. */
  id: string;
  kind: "input" | "answer" | "fact" | "label";
  /** The node that it comes from. */
  node: string;
  /** Of a record; absent for a whole value. */
  field?: string;
  fact?: Fact;
  /** As a table node calls it; else its name follows from where it comes from. */
  name?: string;
  /** What a score says of the row. */
  says?: "score" | "pass";
  /** What a person said of the row. */
  label?: "thumb" | "note";
  isShownAtFirst: boolean;
  cellOf: (row: number) => Cell;
}

export interface ListTable {
  count: number;
  columns: TableColumn[];
  /** Nodes that ran for the rows, in their order. */
  nodes: string[];
  /** What is known of a row at a node; undefined where it has not been heard of. */
  itemOf: (node: string, row: number) => ItemRun | undefined;
  /** What a row is at a node, whether it was heard of or not. */
  statusAt: (node: string, row: number) => RowStatus;
  /** What a row is over all nodes: a failure anywhere counts first. */
  statusOf: (row: number) => RowStatus;
  /** Of a table node: the scores that stand in it, and what stands under its columns. */
  compares?: Comparing;
}

/** One score of a table. */
export interface ScoreSource {
  /** The node that gives it. */
  node: string;
  /** The node whose values it judges. */
  of?: string;
  scoreAt: (row: number) => number | undefined;
  passAt: (row: number) => boolean | undefined;
  /** What each of its judges said; nothing where none was asked. */
  judgesAt?: (row: number) => readonly JudgePass[];
}

/** What the node of a column took for some rows. */
export interface ColumnCost {
  tokens: number;
  ms: number;
  payer?: Payer;
}

export interface Comparing {
  scores: readonly ScoreSource[];
  /** Undefined for a column whose node calls no model, or whose cost another one tells. */
  costOf: (column: TableColumn, rows: readonly number[]) => ColumnCost | undefined;
}

/** More fields of a record than that stay together. */
const MAX_FIELDS = 40;
/** More of them at once could not be looked at. */
const FIELDS_AT_FIRST = 8;
/** Rows that are asked for their fields. */
const ROWS_ASKED = 2_000;

/** The table of all that ran for the same rows as a node, beside what they came from. Undefined without a list. */
export function toListTable(graph: WorkflowGraph, run: RunState, node: string): ListTable | undefined {
  const family = rowFamily(graph, run.nodes, node);
  if (family === undefined) return undefined;
  const { count, nodes } = family;
  const itemOf = (id: string, row: number) => run.nodes[id]?.items?.[row];
  const statusAt = (id: string, row: number) => itemOf(id, row)?.status ?? unheard(run, run.nodes[id]);
  const statusOf = (row: number) => worst(nodes.map((id) => statusAt(id, row)));
  const ran = new Set(nodes);
  const leads = new Set(nodes.filter((id) => isIntermediate(graph, ran, id)));
  const columns = [
    ...family.sources.flatMap(inputColumns),
    ...nodes.flatMap((id) => {
      const isShownAtFirst = id === node || !leads.has(id);
      return answerColumns(id, run.nodes[id], isShownAtFirst, (row) => statusAt(id, row));
    }),
    ...nodes
      .filter((id) => asksModels(graph, id))
      .flatMap((id) => factColumns(id, run.nodes[id], (row) => statusAt(id, row))),
  ];
  return { count, columns, nodes, itemOf, statusAt, statusOf };
}

/** Prompts and the like, whose texts only lead to those of another column. */
function isIntermediate(graph: WorkflowGraph, ran: ReadonlySet<string>, id: string): boolean {
  if (asksModels(graph, id)) return false;
  return edgesFrom(graph.edges, id).some(({ target }) => ran.has(target.node));
}

export function asksModels({ nodes }: WorkflowGraph, id: string): boolean {
  const node = nodeById(nodes, id);
  return node !== undefined && callsModels(node);
}

export function unheard(run: RunState, node: NodeRun | undefined): RowStatus {
  if (node?.status === "done" || node?.status === "cached") return "left-out";
  return goesOn(run.status) && node?.isEarlier !== true ? "waiting" : "none";
}

const ranks: RowStatus[] = ["failed", "streaming", "stopped", "waiting", "done", "cached", "left-out", "none"];

export function worst(statuses: readonly RowStatus[]): RowStatus {
  return ranks.find((rank) => statuses.includes(rank)) ?? "none";
}

function inputColumns({ id, node, values, placeOf }: RowSource): TableColumn[] {
  const fields = fieldsOf(values);
  const column = { kind: "input", node } as const;
  if (fields === undefined) {
    const cellOf = (row: number) => toCell(values[placeOf(row)]);
    return [{ ...column, id: `in ${id}`, isShownAtFirst: true, cellOf }];
  }
  return fields.map((field, index) => ({
    ...column,
    id: `in ${id} ${field}`,
    field,
    isShownAtFirst: index < FIELDS_AT_FIRST,
    cellOf: (row) => fieldCell(values[placeOf(row)], field),
  }));
}

function answerColumns(
  node: string,
  run: NodeRun | undefined,
  isShownAtFirst: boolean,
  statusOf: (row: number) => RowStatus,
): TableColumn[] {
  const items = run?.items ?? [];
  const given = (row: number) => mainValue(items[row]?.output);
  const fields = fieldsOf(items.flatMap((_, row) => given(row) ?? []));
  const column = { kind: "answer", node } as const;
  const whole = (row: number) => answerCell(items[row], statusOf(row), given(row));
  if (fields === undefined) return [{ ...column, id: `out ${node}`, isShownAtFirst, cellOf: whole }];
  return fields.map((field, index) => ({
    ...column,
    id: `out ${node} ${field}`,
    field,
    isShownAtFirst: isShownAtFirst && index < FIELDS_AT_FIRST,
    cellOf: (row) => {
      const value = given(row);
      // What a row has instead of an answer is said once.
      if (value === undefined) return index === 0 ? whole(row) : { kind: "empty" };
      return fieldCell(value, field);
    },
  }));
}

function answerCell(item: ItemRun | undefined, status: RowStatus, value: Value | undefined): Cell {
  if (item?.error !== undefined) return { kind: "error", error: item.error };
  if (value !== undefined) return toCell(value);
  if (item?.text) return { kind: "partial", text: item.text };
  return { kind: "status", status };
}

/** The value that a node is there for. */
export function mainValue(output: PortValues | undefined): Value | undefined {
  if (output === undefined) return undefined;
  const { results, json, text, image, ...others } = output;
  return results ?? json ?? text ?? image ?? Object.values(others)[0];
}

export function factColumns(
  node: string,
  run: NodeRun | undefined,
  statusOf: (row: number) => RowStatus,
): TableColumn[] {
  const items = run?.items ?? [];
  const facts: Record<Fact, (row: number) => Value | undefined> = {
    status: statusOf,
    tokens: (row) => items[row]?.usage?.totalTokens,
    seconds: (row) => secondsOf(items[row]),
    attempt: (row) => items[row]?.attempt,
  };
  return Object.entries(facts).map(([name, factOf]) => {
    const fact = name as Fact; // the keys of the table above
    const cellOf = (row: number): Cell => {
      if (fact === "status") return { kind: "status", status: statusOf(row) };
      const value = factOf(row);
      return value === undefined ? { kind: "empty" } : { kind: "value", value };
    };
    return { id: `${fact} ${node}`, kind: "fact", node, fact, isShownAtFirst: false, cellOf };
  });
}

function secondsOf(item: ItemRun | undefined): number | undefined {
  if (item?.durationMs === undefined) return undefined;
  return Math.round((item.durationMs - (item.waitedMs ?? 0)) / 10) / 100;
}

export function toCell(value: Value | undefined): Cell {
  if (value === undefined) return { kind: "empty" };
  const error = readItemError(value);
  return error === undefined ? { kind: "value", value } : { kind: "error", error };
}

function fieldCell(value: Value | undefined, field: string): Cell {
  if (value !== undefined && readItemError(value) !== undefined) return toCell(value);
  return toCell(isRecord(value) ? own(value, field) : value);
}

/** The fields of these records in the order in which they appear; undefined when not all are records. */
function fieldsOf(values: readonly Value[]): string[] | undefined {
  const fields = new Set<string>();
  for (const value of values.length > ROWS_ASKED ? values.slice(0, ROWS_ASKED) : values) {
    if (readItemError(value) !== undefined) continue;
    if (!isRecord(value) || isAssetRef(value)) return undefined;
    for (const name of Object.keys(value)) fields.add(name);
  }
  return fields.size === 0 || fields.size > MAX_FIELDS ? undefined : [...fields];
}
