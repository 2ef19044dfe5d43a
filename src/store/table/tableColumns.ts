import { type ArrivedColumn, columnTitle, type NamedColumn, nameColumns } from "@/lib/nodes/columns";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import type { NodeRun } from "@/store/runReducer";
import { own } from "@/types/own";
import type { WorkflowGraph } from "@/types/workflow";

/** The columns that come into a table, as far as the nodes before it have given something. */
export function arrivingColumns(
  { nodes, edges }: WorkflowGraph,
  runs: Readonly<Record<string, NodeRun>>,
  table: string,
  spread: boolean,
): NamedColumn[] {
  const arrived = edgesInto(edges, table).flatMap(({ source }): ArrivedColumn[] => {
    const node = nodeById(nodes, source.node);
    if (node === undefined) return [];
    const run = runs[source.node];
    const value = (run?.output && own(run.output, source.port)) ?? null;
    const port = cachedPortsOf(node).outputs.find(({ name }) => name === source.port);
    const isList = run?.items !== undefined || port?.list === true || port?.listIfArray === true;
    const list = isList && Array.isArray(value);
    return [{ node: source.node, title: columnTitle(node), port: source.port, list, value }];
  });
  return nameColumns(arrived, spread);
}
