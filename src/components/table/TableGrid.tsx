import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo } from "react";
import { evaluation } from "@/components/messages/evaluation";
import { table as words } from "@/components/messages/table";
import { formatCount } from "@/components/nodes/format";
import { cx } from "@/components/ui/cx";
import type { TableColumn } from "@/store/table/tableModel";
import type { ShownRow } from "./rowTable";
import { ScoreCell } from "./ScoreCell";
import { FILTER_HEIGHT, FOOT_HEIGHT, HEAD_HEIGHT, NUMBER_WIDTH, ROW_HEIGHT } from "./sizes";
import { TableCell } from "./TableCell";
import { TableFoot } from "./TableFoot";
import { TableHead } from "./TableHead";
import type { TableViewProps } from "./TableView";
import { Thumbs } from "./Thumbs";
import { useGridKeys } from "./useGridKeys";
import type { RowLabels } from "./useRowLabels";

/** The rows themselves: only those in sight are drawn. */
export function TableGrid(props: TableViewProps & { isFiltering: boolean }) {
  const { grid, rows: table, list, named, wishes, active, onActive, onOpen, isFiltering } = props;
  const id = useId();
  const scroller = grid;
  const rows = table.getRowModel().rows;
  const byId = useMemo(() => new Map(list.columns.map((column) => [column.id, column])), [list.columns]);
  const columns = table.getVisibleLeafColumns().flatMap(({ id }) => byId.get(id) ?? []);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    // Of the head, which stands over the rows.
    scrollPaddingStart: HEAD_HEIGHT + (isFiltering ? FILTER_HEIGHT : 0),
    scrollPaddingEnd: list.compares === undefined ? 0 : FOOT_HEIGHT,
  });
  const size = { rows: rows.length, columns: columns.length };
  const cell = { row: Math.min(active.row, size.rows - 1), column: Math.min(active.column, size.columns - 1) };
  const onKeyDown = useGridKeys({
    active: cell,
    size,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2),
    onMove: (next) => {
      onActive(next);
      virtual.scrollToIndex(next.row);
    },
    onOpen: (row) => onOpen(rows[row]?.original.number ?? 0),
    onThumb: (row, thumb) => named.labels?.toggle(rows[row]?.original.number ?? 0, thumb),
  });
  // Back from a row, the table is where it was left.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the table comes into sight
  useEffect(() => {
    scroller.current?.focus({ preventScroll: true });
    if (cell.row > 0) virtual.scrollToIndex(cell.row, { align: "center" });
  }, []);
  const width = NUMBER_WIDTH + columns.reduce((sum, { id }) => sum + (table.getColumn(id)?.getSize() ?? 0), 0);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of sight
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={words.grid}
      aria-describedby={`${id}-help`}
      aria-rowcount={rows.length + (list.compares === undefined ? 1 : 2)}
      aria-colcount={columns.length + 1}
      aria-activedescendant={rows.length === 0 ? undefined : `${id}-${cell.row}-${cell.column}`}
      onKeyDown={onKeyDown}
      className="group/grid min-h-0 flex-1 overflow-auto -outline-offset-2 tabular-nums"
    >
      <span id={`${id}-help`} hidden>
        {words.gridHelp} {named.labels !== undefined && evaluation.thumbs.keys}
      </span>
      <TableHead
        table={table}
        columns={columns}
        named={named}
        wishes={wishes}
        isFiltering={isFiltering}
        width={width}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), width, minWidth: "100%" }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <GridRow
                key={row.id}
                id={`${id}-${index}`}
                row={row}
                index={index}
                top={start}
                columns={columns}
                widthOf={(column) => table.getColumn(column)?.getSize() ?? 0}
                activeColumn={index === cell.row ? cell.column : undefined}
                labels={named.labels}
                onPick={(column) => onActive({ row: index, column })}
                onOpen={() => onOpen(row.original.number)}
              />
            )
          );
        })}
      </div>
      {list.compares !== undefined && <TableFoot {...{ columns, table, width }} compares={list.compares} />}
    </div>
  );
}

function GridCell({ column, row, labels }: { column: TableColumn; row: ShownRow; labels: RowLabels | undefined }) {
  const { number, cellOf } = row.original;
  const cell = cellOf(column.id);
  if (column.label === "thumb" && labels !== undefined) return <Thumbs row={number} labels={labels} inGrid />;
  if (column.says !== undefined && cell.kind === "value") return <ScoreCell value={cell.value} />;
  return <TableCell cell={cell} row={number} />;
}

function GridRow(props: {
  id: string;
  row: ShownRow;
  index: number;
  top: number;
  columns: readonly TableColumn[];
  widthOf: (column: string) => number;
  activeColumn: number | undefined;
  labels: RowLabels | undefined;
  onPick: (column: number) => void;
  onOpen: () => void;
}) {
  const { id, row, index, top, columns, widthOf, activeColumn, labels, onPick, onOpen } = props;
  const isActive = activeColumn !== undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row group
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the cell that is meant
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the grid opens the row
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      onClick={onOpen}
      className={cx(
        "group/row absolute left-0 flex min-w-full cursor-pointer border-line border-b hover:bg-hover",
        isActive ? "bg-field" : "bg-panel",
      )}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the row group */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the row */}
      <div
        role="rowheader"
        className={cx(
          "sticky left-0 z-[1] shrink-0 border-line border-r px-3 py-2 text-right group-hover/row:bg-hover",
          isActive ? "bg-field" : "bg-panel",
          row.original.status === "failed" ? "font-medium text-error" : "text-ink-3",
        )}
        style={{ width: NUMBER_WIDTH }}
      >
        {formatCount(row.original.number + 1)}
      </div>
      {columns.map((column, place) => (
        // biome-ignore lint/a11y/useSemanticElements: see the row group
        // biome-ignore lint/a11y/useFocusableInteractive: see the row
        <div
          key={column.id}
          id={`${id}-${place}`}
          role="gridcell"
          aria-colindex={place + 2}
          onPointerDown={() => onPick(place)}
          className={cx(
            "shrink-0 overflow-hidden border-line border-r px-3 py-2",
            place === activeColumn &&
              "group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-focus",
          )}
          style={{ width: widthOf(column.id) }}
        >
          <GridCell column={column} row={row} labels={labels} />
        </div>
      ))}
    </div>
  );
}
