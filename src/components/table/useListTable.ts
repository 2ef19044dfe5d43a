import { useCallback, useMemo } from "react";
import { titleOf } from "@/components/kinds/nodeViews";
import { useRunSample } from "@/components/runs/useRunSample";
import { nodeById } from "@/store/graphIndex";
import { type ListTable, type TableColumn, toListTable } from "@/store/table/tableModel";
import { useWorkflow } from "@/store/useWorkflow";
import { columnName } from "./tableWords";

export interface NamedTable {
  table: ListTable | undefined;
  titleOf: (node: string) => string;
  nameOf: (column: TableColumn) => string;
}

/** The table of the rows of a node in the shown run, as it grows. */
export function useListTable(node: string): NamedTable {
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes);
  const edges = useWorkflow(({ workflow }) => workflow?.edges);
  const { run } = useRunSample();
  const table = useMemo(
    () => (nodes === undefined || edges === undefined ? undefined : toListTable({ nodes, edges }, run, node)),
    [nodes, edges, run, node],
  );
  const nameNode = useCallback(
    (id: string) => {
      const found = nodes && nodeById(nodes, id);
      return found === undefined ? "" : titleOf(found);
    },
    [nodes],
  );
  const nameOf = useCallback((column: TableColumn) => columnName(column, nameNode), [nameNode]);
  return { table, titleOf: nameNode, nameOf };
}
