import type { RunLabel } from "@/types/labels";
import type { Cell, ListTable, TableColumn } from "./tableModel";

const empty: Cell = { kind: "empty" };

/** The table with what people said of its rows as columns, which are sorted, filtered and written as all others are. */
export function withLabels(
  table: ListTable,
  node: string,
  labelOf: (row: number) => RunLabel | undefined,
  hasNotes: boolean,
): ListTable {
  const toCell = (value: string | null | undefined): Cell => (value ? { kind: "value", value } : empty);
  const columns: TableColumn[] = [
    {
      ...{ id: `thumb ${node}`, kind: "label", node, label: "thumb" },
      isShownAtFirst: table.compares !== undefined,
      cellOf: (row) => toCell(labelOf(row)?.label),
    },
    {
      ...{ id: `note ${node}`, kind: "label", node, label: "note" },
      isShownAtFirst: hasNotes,
      cellOf: (row) => toCell(labelOf(row)?.note),
    },
  ];
  return { ...table, columns: [...table.columns, ...columns] };
}
