import { functionalUpdate, type SortingState, useTable } from "@tanstack/react-table";
import { useEffect, useMemo, useState } from "react";
import type { ListTable, RowStatus } from "@/store/table/tableModel";
import { type TableLooks, tableLooks } from "@/store/utils/tableLooks";
import {
  FAILED,
  hasWords,
  hiddenColumns,
  type RowTable,
  rowTableFeatures,
  toColumnDefs,
  toColumnFilters,
  toRows,
} from "./rowTable";

export interface TableWishes {
  search: string;
  setSearch: (words: string) => void;
  /** What is written above columns, by their ids. */
  filters: Readonly<Record<string, string>>;
  setFilters: (filters: Readonly<Record<string, string>>) => void;
  status: RowStatus | "all";
  setStatus: (status: RowStatus | "all") => void;
  looks: TableLooks;
  changeLooks: (change: Partial<TableLooks>) => void;
}

/** What a person wants to see of a table; its looks are remembered for the workflow. */
export function useTableWishes(workflow: string): TableWishes {
  const [search, setSearch] = useState("");
  const [filters, setFilters] = useState<Readonly<Record<string, string>>>({});
  const [status, setStatus] = useState<RowStatus | "all">("all");
  const [looks, setLooks] = useState(() => tableLooks.read(workflow));
  useEffect(() => tableLooks.write(workflow, looks), [workflow, looks]);
  const changeLooks = (change: Partial<TableLooks>) => setLooks((old) => ({ ...old, ...change }));
  return { search, setSearch, filters, setFilters, status, setStatus, looks, changeLooks };
}

/** The rows of a table as they are wished for. */
export function useRowTable(list: ListTable, wishes: TableWishes): RowTable {
  const { search, filters, status, looks, changeLooks } = wishes;
  const [sorting, setSorting] = useState<SortingState>([]);
  const ids = list.columns.map(({ id }) => id).join("\n\n");
  const data = useMemo(() => toRows(list), [list]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows find the cells of a column by its id
  const columns = useMemo(() => toColumnDefs(list.columns), [ids]);
  const columnFilters = useMemo(() => toColumnFilters(filters, status), [filters, status]);
  const columnVisibility = useMemo(
    () => ({
      ...Object.fromEntries(list.columns.map((column) => [column.id, isShown(column, looks)])),
      ...hiddenColumns,
    }),
    [list.columns, looks],
  );
  const first = useMemo(() => (looks.failedFirst ? [{ id: FAILED, desc: true }] : []), [looks.failedFirst]);
  const allSorting = useMemo(() => [...first, ...sorting], [first, sorting]);
  const words = search.trim().toLowerCase();
  return useTable({
    features: rowTableFeatures,
    data,
    columns,
    getRowId: ({ number }) => String(number),
    state: {
      columnFilters,
      columnVisibility,
      sorting: allSorting,
      globalFilter: words,
      columnOrder: looks.order,
      columnSizing: looks.widths,
    },
    globalFilterFn: hasWords,
    getColumnCanGlobalFilter: (column) => !(column.id in hiddenColumns),
    onSortingChange: (update) => setSorting(functionalUpdate(update, allSorting).filter(({ id }) => id !== FAILED)),
    onColumnSizingChange: (update) => changeLooks({ widths: functionalUpdate(update, looks.widths) }),
    columnResizeMode: "onChange",
    enableSortingRemoval: true,
    sortDescFirst: false,
  });
}

export function isShown(column: { id: string; isShownAtFirst: boolean }, looks: TableLooks): boolean {
  return looks.visible[column.id] ?? column.isShownAtFirst;
}
