import { useCallback, useMemo } from "react";
import { titleOf } from "@/components/kinds/nodeViews";
import { useRunSample } from "@/components/runs/useRunSample";
import { nodeById } from "@/store/graphIndex";
import { withLabels } from "@/store/table/labelColumns";
import { toNodeTable } from "@/store/table/nodeTable";
import { type ListTable, type TableColumn, toListTable } from "@/store/table/tableModel";
import { useWorkflow } from "@/store/useWorkflow";
import { columnName } from "./tableWords";
import { type RowLabels, useRowLabels } from "./useRowLabels";

export interface NamedTable {
  table: ListTable | undefined;
  titleOf: (node: string) => string;
  nameOf: (column: TableColumn) => string;
  /** What people said of the rows; undefined where they can say nothing: the rows are those of no run that is kept. */
  labels: RowLabels | undefined;
}

/** The table of the rows of a node in the shown run, as it grows. */
export function useListTable(node: string): NamedTable {
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes);
  const edges = useWorkflow(({ workflow }) => workflow?.edges);
  const { run } = useRunSample();
  // What stands from an earlier run is not said of this one.
  const labels = useRowLabels(run.nodes[node]?.isEarlier === true ? null : run.id, node);
  const rows = useMemo(() => {
    if (nodes === undefined || edges === undefined) return undefined;
    const isTable = nodeById(nodes, node)?.type === "table";
    return (isTable ? toNodeTable : toListTable)({ nodes, edges }, run, node);
  }, [nodes, edges, run, node]);
  const table = useMemo(
    () => (rows === undefined || labels === undefined ? rows : withLabels(rows, node, labels.of, labels.hasNotes)),
    [rows, node, labels],
  );
  const nameNode = useCallback(
    (id: string) => {
      const found = nodes && nodeById(nodes, id);
      return found === undefined ? "" : titleOf(found);
    },
    [nodes],
  );
  const nameOf = useCallback((column: TableColumn) => columnName(column, nameNode), [nameNode]);
  return { table, titleOf: nameNode, nameOf, labels };
}
