import { takesOneValue } from "@/lib/graph/lists";
import { mapSettingsOf } from "@/lib/nodes/mapSettings";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import type { NodeRun } from "@/store/runReducer";
import type { Value } from "@/types/run";
import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from "@/types/workflow";

/** A list that rows come from, as it left its node. */
export interface RowSource {
  /** Of the node and its port. */
  id: string;
  node: string;
  values: readonly Value[];
  /** Which of the values a row has. */
  placeOf: (row: number) => number;
}

/** Nodes that run for the same rows. */
export interface RowFamily {
  count: number;
  sources: RowSource[];
  /** Each after those whose lists it takes. */
  nodes: string[];
}

type Runs = Readonly<Record<string, NodeRun>>;

/** The rows that one node runs for. */
interface Rows {
  count: number;
  /** What they are made of: rows of two nodes that share a name here are the same rows, if there are as many. */
  names: ReadonlySet<string>;
  sources: RowSource[];
  depth: number;
}

/**
 * The rows that a node runs for, and all nodes that run for them; of a node that gives a list, or takes a whole one,
 * those of that list. Undefined where there is no list to show, or none yet.
 */
export function rowFamily(graph: WorkflowGraph, runs: Runs, id: string): RowFamily | undefined {
  const rowsOf = createRowsOf(graph, runs);
  const rows = rowsOf(id) ?? givenRows(graph, runs, id) ?? takenRows(graph, runs, rowsOf, id) ?? shownRows(runs, id);
  if (rows === undefined) return undefined;
  const nodes = graph.nodes.flatMap((node) => {
    const its = rowsOf(node.id);
    const isOfThem = its?.count === rows.count && [...its.names].some((name) => rows.names.has(name));
    return its !== undefined && isOfThem ? [{ id: node.id, rows: its }] : [];
  });
  nodes.sort((a, b) => a.rows.depth - b.rows.depth);
  const sources = joinSources([rows, ...nodes.map((node) => node.rows)]);
  return { count: rows.count, sources, nodes: nodes.map((node) => node.id) };
}

type RowsOf = (id: string) => Rows | undefined;

function createRowsOf(graph: WorkflowGraph, runs: Runs): RowsOf {
  const known = new Map<string, Rows | undefined>();
  const rowsOf = (id: string): Rows | undefined => {
    if (known.has(id)) return known.get(id);
    // A circle in a document under work ends here.
    known.set(id, undefined);
    const node = nodeById(graph.nodes, id);
    const rows = node === undefined ? undefined : mappedRows(graph, runs, rowsOf, node);
    known.set(id, rows);
    return rows;
  };
  return rowsOf;
}

function mappedRows(graph: WorkflowGraph, runs: Runs, rowsOf: RowsOf, node: WorkflowNode): Rows | undefined {
  const run = runs[node.id];
  if (run?.items === undefined) return undefined;
  const kind = kindOf(node.type);
  const own = new Set([`${node.id}\n`]);
  if (kind?.variants !== undefined) {
    return { count: run.itemCount ?? run.items.length, names: own, sources: [], depth: 0 };
  }
  const axes = edgesInto(graph.edges, node.id).flatMap((edge) => arrivedRows(graph, runs, rowsOf, edge) ?? []);
  const depth = 1 + Math.max(0, ...axes.map((axis) => axis.depth));
  if (mapSettingsOf(node.data).cross === true && axes.length > 1) return { ...crossed(axes), names: own, depth };
  const count = run.itemCount ?? Math.max(run.items.length, ...axes.map((axis) => axis.count));
  const names = new Set(axes.flatMap((axis) => [...axis.names]));
  return { count, names: names.size === 0 ? own : names, sources: joinSources(axes), depth };
}

/** The first list changes slowest, as in a run. */
function crossed(axes: readonly Rows[]): Pick<Rows, "count" | "sources"> {
  const sources: RowSource[] = [];
  let step = 1;
  for (const { count, sources: its } of axes.toReversed()) {
    const width = step;
    for (const source of its.toReversed()) {
      sources.unshift({ ...source, placeOf: (row) => source.placeOf(Math.floor(row / width) % count) });
    }
    step *= count;
  }
  return { count: step, sources };
}

/** The rows of a list that a wire has brought to an input for one value. */
function arrivedRows(graph: WorkflowGraph, runs: Runs, rowsOf: RowsOf, edge: WorkflowEdge): Rows | undefined {
  const target = nodeById(graph.nodes, edge.target.node);
  const input = target && cachedPortsOf(target).inputs.find(({ name }) => name === edge.target.port);
  return input !== undefined && takesOneValue(input) ? wireRows(graph, runs, rowsOf, edge) : undefined;
}

function wireRows(graph: WorkflowGraph, runs: Runs, rowsOf: RowsOf, { source }: WorkflowEdge): Rows | undefined {
  const from = nodeById(graph.nodes, source.node);
  const output = from && cachedPortsOf(from).outputs.find(({ name }) => name === source.port);
  if (from === undefined || output === undefined) return undefined;
  const isInPlace = kindOf(from.type)?.filters !== true && output.spread !== true;
  const mapped = isInPlace ? rowsOf(source.node) : undefined;
  return mapped ?? listRows(runs, source.node, output);
}

function listRows(runs: Runs, node: string, port: { name: string; list?: boolean; listIfArray?: boolean }) {
  const run = runs[node];
  const values = run?.output?.[port.name];
  const isList = port.list === true || port.listIfArray === true || run?.items !== undefined;
  if (!isList || !Array.isArray(values)) return undefined;
  const id = `${node}\n${port.name}`;
  const source: RowSource = { id, node, values, placeOf: (row) => row };
  return { count: values.length, names: new Set([id]), sources: [source], depth: 0 };
}

/** Of a node that gives a list without running once per item. */
function givenRows({ nodes }: WorkflowGraph, runs: Runs, id: string): Rows | undefined {
  const node = nodeById(nodes, id);
  for (const port of node === undefined ? [] : cachedPortsOf(node).outputs) {
    const rows = listRows(runs, id, port);
    if (rows !== undefined) return rows;
  }
  return undefined;
}

/** Of a node that takes a list as a whole. */
function takenRows(graph: WorkflowGraph, runs: Runs, rowsOf: RowsOf, id: string): Rows | undefined {
  for (const edge of edgesInto(graph.edges, id)) {
    const rows = wireRows(graph, runs, rowsOf, edge);
    if (rows !== undefined) return rows;
  }
  return undefined;
}

/** Of a node that shows an array which was no list on its way. */
function shownRows(runs: Runs, id: string): Rows | undefined {
  const values = runs[id]?.output?.value;
  if (!Array.isArray(values)) return undefined;
  const name = `${id}\nvalue`;
  const source: RowSource = { id: name, node: id, values, placeOf: (row) => row };
  return { count: values.length, names: new Set([name]), sources: [source], depth: 0 };
}

function joinSources(all: readonly Pick<Rows, "sources">[]): RowSource[] {
  const joined = new Map<string, RowSource>();
  for (const source of all.flatMap(({ sources }) => sources)) {
    if (!joined.has(source.id)) joined.set(source.id, source);
  }
  return [...joined.values()];
}
