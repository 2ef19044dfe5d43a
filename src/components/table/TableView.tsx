import { type RefObject, useState } from "react";
import { table as words } from "@/components/messages/table";
import { Button } from "@/components/ui/Button";
import type { ListTable } from "@/store/table/tableModel";
import { ColumnPanel } from "./ColumnPanel";
import type { RowTable } from "./rowTable";
import { ScorePanel } from "./ScorePanel";
import { TableGrid } from "./TableGrid";
import { TableToolbar } from "./TableToolbar";
import type { NamedTable } from "./useListTable";
import type { TableWishes } from "./useRowTable";

/** A place of the table that arrow keys go on from. */
export interface ActiveCell {
  row: number;
  column: number;
}

export interface TableViewProps {
  named: NamedTable;
  list: ListTable;
  rows: RowTable;
  wishes: TableWishes;
  /** What scrolls, and takes the keys. */
  grid: RefObject<HTMLDivElement | null>;
  fileName: string;
  active: ActiveCell;
  onActive: (cell: ActiveCell) => void;
  onOpen: (row: number) => void;
}

/** Width of a window that shows scores above the rows from the start, in pixels. */
const WIDE = 640;

/** The rows with all that chooses among them. */
export function TableView(props: TableViewProps) {
  const { rows, wishes, list, named } = props;
  const [isChoosing, setIsChoosing] = useState(false);
  const [isFiltering, setIsFiltering] = useState(false);
  const hasScores = (list.compares?.scores.length ?? 0) > 0;
  // A phone has no room for both at once.
  const [isWeighing, setIsWeighing] = useState(() => hasScores && window.innerWidth >= WIDE);
  const isEmpty = rows.getRowModel().rows.length === 0 && list.count > 0;
  const showAll = () => {
    wishes.setSearch("");
    wishes.setFilters({});
    wishes.setStatus("all");
  };
  return (
    <>
      <TableToolbar
        {...props}
        isChoosing={isChoosing}
        isWeighing={hasScores ? isWeighing : undefined}
        onWeigh={() => setIsWeighing(!isWeighing)}
        onChoose={() => setIsChoosing(!isChoosing)}
        isFiltering={isFiltering}
        onFilter={() => {
          setIsFiltering(!isFiltering);
          // A filter that is out of sight would hide rows without a word.
          if (isFiltering) wishes.setFilters({});
        }}
      />
      {hasScores && isWeighing && <ScorePanel list={list} rows={rows} named={named} />}
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <TableGrid {...props} isFiltering={isFiltering} />
          {isEmpty && (
            <div role="status" className="flex items-center gap-3 border-line border-t p-4">
              <p className="text-ink-2">{words.noRows}</p>
              <Button size="sm" onClick={showAll}>
                {words.clearFilters}
              </Button>
            </div>
          )}
        </div>
        {isChoosing && <ColumnPanel columns={list.columns} nameOf={named.nameOf} wishes={wishes} />}
      </div>
    </>
  );
}
