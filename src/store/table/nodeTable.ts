import { kindOf, nodeKinds } from "@/lib/nodes/nodeKinds";
import { arrange } from "@/lib/nodes/tableNode";
import { isRecord } from "@/lib/nodes/values";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import type { NodeRun, RunState } from "@/store/runReducer";
import { own } from "@/types/own";
import type { Value } from "@/types/run";
import type { WorkflowGraph } from "@/types/workflow";
import { readJudges } from "./judges";
import { arrivingColumns } from "./tableColumns";
import {
  asksModels,
  type Cell,
  type ColumnCost,
  factColumns,
  type ListTable,
  type ScoreSource,
  type TableColumn,
  toCell,
  unheard,
  worst,
} from "./tableModel";

/** What a column of the rows is made of; nothing is known of one whose node is called otherwise by now. */
interface Origin {
  node: string;
  port: string;
  field?: string;
}

/** The table of what a table node gave: its columns as it names them, scores told, and the nodes that ran for its rows. */
export function toNodeTable(graph: WorkflowGraph, run: RunState, table: string): ListTable | undefined {
  const rows = run.nodes[table]?.output?.rows;
  if (!Array.isArray(rows)) return undefined;
  const origins = originsOf(graph, run, table);
  const nodes = [...new Set([...origins.values()].map(({ node }) => node))].filter((id) =>
    runsForRows(graph, run.nodes[id], id, rows.length),
  );
  const itemOf = (id: string, row: number) => run.nodes[id]?.items?.[row];
  const statusAt = (id: string, row: number) => itemOf(id, row)?.status ?? unheard(run, run.nodes[id]);
  const columns = namesOf(rows).map((name) => toColumn(graph, table, name, rows, origins.get(name), nodes));
  const costs = nodes.filter((id) => asksModels(graph, id));
  const facts = costs.flatMap((id) => factColumns(id, run.nodes[id], (row) => statusAt(id, row)));
  return {
    count: rows.length,
    columns: [...columns, ...facts],
    nodes,
    itemOf,
    statusAt,
    statusOf: (row) => (nodes.length === 0 ? "done" : worst(nodes.map((id) => statusAt(id, row)))),
    compares: {
      scores: scoresOf(graph, run, columns, nodes),
      costOf: (column, some) => costOf(graph, run, columns, column, some),
    },
  };
}

function originsOf(graph: WorkflowGraph, run: RunState, table: string): Map<string, Origin> {
  const data = nodeKinds.table.schema.safeParse(nodeById(graph.nodes, table)?.data).data;
  if (data === undefined) return new Map();
  const named = arrange(arrivingColumns(graph, run.nodes, table, data.spread), data);
  return new Map(named.map(({ name, node, port, field }) => [name, { node, port, field }]));
}

/** Whether each of its items is the row at the same place. */
function runsForRows(graph: WorkflowGraph, run: NodeRun | undefined, id: string, count: number): boolean {
  const node = nodeById(graph.nodes, id);
  if (node === undefined || run?.items === undefined || run.itemCount !== count) return false;
  return kindOf(node.type)?.filters !== true && !cachedPortsOf(node).outputs.some(({ spread }) => spread);
}

/** Rows of one table have the same fields; a first one that failed has no others. */
function namesOf(rows: readonly Value[]): string[] {
  return [...new Set(rows.slice(0, 1).flatMap((row) => (isRecord(row) ? Object.keys(row) : [])))];
}

function toColumn(
  graph: WorkflowGraph,
  table: string,
  name: string,
  rows: readonly Value[],
  origin: Origin | undefined,
  nodes: readonly string[],
): TableColumn {
  const { node = table, port } = origin ?? {};
  const isScore = origin !== undefined && nodeById(graph.nodes, node)?.type === "score";
  const says = isScore && (port === "score" || port === "pass") ? port : undefined;
  const kind = nodes.includes(node) ? "answer" : "input";
  const cellOf = (row: number): Cell => {
    const value = rows[row];
    return toCell(isRecord(value) ? (own(value, name) ?? undefined) : undefined);
  };
  return { id: `col ${table} ${name}`, kind, node, name, field: origin?.field, says, isShownAtFirst: true, cellOf };
}

function scoresOf(
  graph: WorkflowGraph,
  run: RunState,
  columns: readonly TableColumn[],
  nodes: readonly string[],
): ScoreSource[] {
  const scored = [...new Set(columns.flatMap(({ node, says }) => (says === undefined ? [] : [node])))];
  return scored.map((node) => {
    const valueAt = (says: "score" | "pass", row: number): Value | undefined => {
      const told = nodes.includes(node) ? run.nodes[node]?.items?.[row]?.output?.[says] : undefined;
      if (told !== undefined) return told;
      const cell = columns.find((column) => column.node === node && column.says === says)?.cellOf(row);
      return cell?.kind === "value" ? cell.value : undefined;
    };
    return {
      node,
      of: edgesInto(graph.edges, node).find(({ target }) => target.port === "value")?.source.node,
      scoreAt: (row) => numberOf(valueAt("score", row)),
      passAt: (row) => booleanOf(valueAt("pass", row)),
      judgesAt: (row) => (nodes.includes(node) ? readJudges(run.nodes[node]?.items?.[row]?.output?.judges) : []),
    };
  });
}

function numberOf(value: Value | undefined): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function booleanOf(value: Value | undefined): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function costOf(
  graph: WorkflowGraph,
  run: RunState,
  columns: readonly TableColumn[],
  { id, node }: TableColumn,
  rows: readonly number[],
): ColumnCost | undefined {
  const ran = run.nodes[node];
  if (ran === undefined || columns.find((column) => column.node === node)?.id !== id) return undefined;
  if (!asksModels(graph, node) || (ran.usage === undefined && ran.payer === undefined)) return undefined;
  if (ran.items === undefined) {
    return { tokens: ran.usage?.totalTokens ?? 0, ms: ran.durationMs ?? 0, payer: ran.payer };
  }
  const cost: ColumnCost = { tokens: 0, ms: 0, payer: ran.payer };
  for (const row of rows) {
    const item = ran.items[row];
    cost.tokens += item?.usage?.totalTokens ?? 0;
    cost.ms += (item?.durationMs ?? 0) - (item?.waitedMs ?? 0);
    cost.payer ??= item?.payer;
  }
  return cost;
}
