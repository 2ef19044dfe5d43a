import { useMemo } from "react";
import { numberText } from "@/components/language/locale";
import { evaluation } from "@/components/messages/evaluation";
import { formatDuration } from "@/components/nodes/duration";
import { formatCount } from "@/components/nodes/format";
import { usePayerName } from "@/components/nodes/usePayerName";
import { shareText } from "@/components/nodes/verdict";
import { type ColumnFoot, footOf } from "@/store/table/columnFoot";
import type { ColumnCost, Comparing, TableColumn } from "@/store/table/tableModel";
import type { RowTable, ShownRow } from "./rowTable";
import { intervalText } from "./scoreWords";
import { FOOT_HEIGHT, NUMBER_WIDTH } from "./sizes";

const words = evaluation.foot;

interface FootProps {
  table: RowTable;
  columns: readonly TableColumn[];
  compares: Comparing;
  width: number;
}

/** What is said of each column over the rows that are shown; it stays in sight below them. */
export function TableFoot({ table, columns, compares, width }: FootProps) {
  const shown = table.getRowModel().rows;
  // Arrow keys draw the grid again: ten thousand rows are not looked through with each of them.
  const feet = useMemo(() => createFeet(shown, compares), [shown, compares]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the rows of the grid
    <div
      role="rowgroup"
      aria-label={words.label}
      className="sticky bottom-0 z-[2] border-line-strong border-t bg-panel text-ink-2 text-xs"
      style={{ width, minWidth: "100%" }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the rows of the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing in it can be pressed */}
      <div role="row" aria-rowindex={shown.length + 2} className="flex" style={{ height: FOOT_HEIGHT }}>
        {/* biome-ignore lint/a11y/useSemanticElements: see the rows of the grid */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: nothing in it can be pressed */}
        <div
          role="rowheader"
          className="sticky left-0 z-[1] shrink-0 border-line border-r bg-panel px-3 py-1.5 text-right"
          style={{ width: NUMBER_WIDTH }}
        >
          <span className="sr-only">{words.label} </span>
          {formatCount(shown.length)}
        </div>
        {columns.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: see the rows of the grid
          // biome-ignore lint/a11y/useFocusableInteractive: nothing in it can be pressed
          <div
            key={column.id}
            role="gridcell"
            className="shrink-0 overflow-hidden border-line border-r px-3 py-1.5 tabular-nums"
            style={{ width: table.getColumn(column.id)?.getSize() }}
          >
            <Foot foot={feet(column)} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Each foot is worked out when its column is first seen. */
function createFeet(shown: readonly ShownRow[], compares: Comparing): (column: TableColumn) => ColumnFoot {
  const rows = shown.map(({ original }) => original.number);
  const known = new Map<string, ColumnFoot>();
  return (column) => {
    const foot = known.get(column.id) ?? footOf(column, rows, compares);
    known.set(column.id, foot);
    return foot;
  };
}

function Foot({ foot: { count, failed, mean, pass, cost } }: { foot: ColumnFoot }) {
  return (
    <>
      {pass?.rate !== undefined && (
        <>
          <p className="truncate font-medium text-ink">{words.passed(shareText(pass.rate))}</p>
          <p className="truncate text-ink-3">{intervalText(pass.interval)}</p>
        </>
      )}
      {mean !== undefined && <p className="truncate">{words.mean(numberText(mean, 2))}</p>}
      <p className="truncate text-ink-3">
        {failed === 0 ? words.count(formatCount(count)) : words.countFailed(formatCount(count), formatCount(failed))}
      </p>
      {cost !== undefined && <Cost cost={cost} />}
    </>
  );
}

function Cost({ cost: { tokens, ms, payer } }: { cost: ColumnCost }) {
  const name = usePayerName(payer);
  const parts = [words.tokens(formatCount(tokens)), formatDuration(ms), name].filter(Boolean);
  return <p className="line-clamp-2 text-ink-3">{parts.join(" · ")}</p>;
}
