import {
  type ColumnDef,
  columnFilteringFeature,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  type ReactTable,
  type Row,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import { cellText, compareValues, fitsFilter, sortValue } from "@/store/table/cellValue";
import type { Cell, ListTable, RowStatus, TableColumn } from "@/store/table/tableModel";
import { COLUMN_WIDTH } from "./sizes";

/** What of the table library is used. */
export const rowTableFeatures = tableFeatures({
  columnFilteringFeature,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  globalFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});
type Features = typeof rowTableFeatures;

export interface TableRow {
  number: number;
  status: RowStatus;
  cellOf: (column: string) => Cell;
}
export type RowTable = ReactTable<Features, TableRow>;
export type ShownRow = Row<Features, TableRow>;

/** Columns that are never seen: what rows are chosen and put first by. */
const STATUS = "row status";
export const FAILED = "row failed";
export const hiddenColumns = { [STATUS]: false, [FAILED]: false };

const nothing: Cell = { kind: "empty" };

/** New objects each time: the library keeps what it has read from one. */
export function toRows({ count, columns, statusOf }: ListTable): TableRow[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  return Array.from({ length: count }, (_, number) => ({
    number,
    status: statusOf(number),
    cellOf: (id) => byId.get(id)?.cellOf(number) ?? nothing,
  }));
}

const widths = { input: 180, answer: 320, fact: 110, label: 110 };
const NARROW = 150;

export function toColumnDefs(columns: readonly TableColumn[]): ColumnDef<Features, TableRow>[] {
  const shown = columns.map(
    ({ id, kind, field, says, label }): ColumnDef<Features, TableRow> => ({
      id,
      accessorFn: (row) => sortValue(row.cellOf(id)),
      sortFn: (a, b) => compareRows(a, b, id),
      sortUndefined: "last",
      filterFn: (row, column, fits: (cell: Cell) => boolean) => fits(row.original.cellOf(column)),
      size:
        label === "note" || (kind === "answer" && field !== undefined) ? widths.input : says ? NARROW : widths[kind],
      minSize: COLUMN_WIDTH.least,
      maxSize: COLUMN_WIDTH.most,
    }),
  );
  return [
    ...shown,
    { id: STATUS, accessorFn: ({ status }) => status, filterFn: (row, _, status) => row.original.status === status },
    { id: FAILED, accessorFn: ({ status }) => Number(status === "failed"), sortFn: compareFailed },
  ];
}

function compareRows(a: ShownRow, b: ShownRow, id: string): number {
  return compareValues(a.getValue<string | number>(id), b.getValue<string | number>(id));
}

function compareFailed(a: ShownRow, b: ShownRow): number {
  return a.getValue<number>(FAILED) - b.getValue<number>(FAILED);
}

/** Whether a row has words in one of its columns; the library asks for each column. */
export function hasWords(row: ShownRow, column: string, words: string): boolean {
  return cellText(row.original.cellOf(column)).toLowerCase().includes(words);
}

/** The filters of the columns as the library wants them. */
export function toColumnFilters(filters: Readonly<Record<string, string>>, status: RowStatus | "all") {
  const written = Object.entries(filters).filter(([, wish]) => wish.trim() !== "");
  const all: { id: string; value: unknown }[] = written.map(([id, wish]) => ({ id, value: fitsFilter(wish) }));
  return status === "all" ? all : [...all, { id: STATUS, value: status }];
}
