import { ArrowDown, ArrowUp } from "lucide-react";
import type { KeyboardEvent } from "react";
import { table as words } from "@/components/messages/table";
import { tip } from "@/components/ui/tip";
import type { TableColumn } from "@/store/table/tableModel";
import type { RowTable } from "./rowTable";
import { COLUMN_WIDTH, HEAD_HEIGHT, NUMBER_WIDTH } from "./sizes";
import type { NamedTable } from "./useListTable";
import type { TableWishes } from "./useRowTable";

interface HeadProps {
  table: RowTable;
  columns: readonly TableColumn[];
  named: NamedTable;
  wishes: TableWishes;
  isFiltering: boolean;
  width: number;
}

/** Names of the columns, each a button that sorts by it, with a handle for its width and a field that filters. */
export function TableHead({ table, columns, named, wishes, isFiltering, width }: HeadProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the rows of the grid
    <div
      role="rowgroup"
      className="sticky top-0 z-[2] border-line border-b bg-panel"
      style={{ width, minWidth: "100%" }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the rows of the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: what can be pressed is inside */}
      <div role="row" aria-rowindex={1} className="flex">
        {/* biome-ignore lint/a11y/useSemanticElements: see the rows of the grid */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: what can be pressed is inside */}
        <div
          role="columnheader"
          className="sticky left-0 z-[1] shrink-0 border-line border-r bg-panel px-3 py-2 text-right text-ink-3 text-xs"
          style={{ width: NUMBER_WIDTH }}
        >
          {words.number}
        </div>
        {columns.map((column) => (
          <ColumnHead
            key={column.id}
            table={table}
            id={column.id}
            name={named.nameOf(column)}
            wishes={wishes}
            isFiltering={isFiltering}
          />
        ))}
      </div>
    </div>
  );
}

interface ColumnHeadProps {
  table: RowTable;
  id: string;
  name: string;
  wishes: TableWishes;
  isFiltering: boolean;
}

const directions = { asc: "ascending", desc: "descending" } as const;

function ColumnHead({ table, id, name, wishes, isFiltering }: ColumnHeadProps) {
  const column = table.getColumn(id);
  const header = table.getFlatHeaders().find((its) => its.column.id === id);
  const sorted = column?.getIsSorted() || undefined;
  const { filters, setFilters } = wishes;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the rows of the grid
    // biome-ignore lint/a11y/useFocusableInteractive: what can be pressed is inside
    <div
      role="columnheader"
      aria-sort={sorted && directions[sorted]}
      className="relative shrink-0 border-line border-r"
      style={{ width: column?.getSize() }}
    >
      <button
        type="button"
        aria-label={words.sortBy(name)}
        onClick={(event) => column?.toggleSorting(undefined, event.shiftKey)}
        className="flex w-full items-center gap-1 px-3 text-left font-medium text-ink-2 text-xs -outline-offset-2 hover:text-ink"
        style={{ height: HEAD_HEIGHT }}
      >
        <span className="truncate">{name}</span>
        {sorted === "asc" && <ArrowUp size={13} strokeWidth={2} aria-hidden className="shrink-0" />}
        {sorted === "desc" && <ArrowDown size={13} strokeWidth={2} aria-hidden className="shrink-0" />}
      </button>
      <WidthHandle table={table} id={id} name={name} wishes={wishes} onDrag={header?.getResizeHandler()} />
      {isFiltering && (
        <div className="px-1.5 pb-1.5">
          <input
            aria-label={words.filterFor(name)}
            placeholder={words.filterPlaceholder}
            {...tip(words.filterHint, undefined, "bottom")}
            value={filters[id] ?? ""}
            onChange={(event) => setFilters({ ...filters, [id]: event.target.value })}
            className="h-7 w-full rounded-sm border border-line bg-field px-2 text-xs hover:border-line-strong"
          />
        </div>
      )}
    </div>
  );
}

const STEP = 20;

function WidthHandle(props: {
  table: RowTable;
  id: string;
  name: string;
  wishes: TableWishes;
  onDrag: ((event: unknown) => void) | undefined;
}) {
  const { table, id, name, wishes, onDrag } = props;
  const width = table.getColumn(id)?.getSize() ?? 0;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const { looks, changeLooks } = wishes;
    changeLooks({
      widths: { ...looks.widths, [id]: Math.min(COLUMN_WIDTH.most, Math.max(COLUMN_WIDTH.least, width + by)) },
    });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved, which hr cannot be
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={words.widthOf(name)}
      aria-valuenow={Math.round(width)}
      aria-valuemin={COLUMN_WIDTH.least}
      aria-valuemax={COLUMN_WIDTH.most}
      onMouseDown={onDrag}
      onTouchStart={onDrag}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 -right-1 z-[1] w-2 cursor-col-resize touch-none hover:bg-accent-soft"
    />
  );
}
