import { ChevronLeft, ChevronRight } from "lucide-react";
import { table as words } from "@/components/messages/table";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import type { TableColumn } from "@/store/table/tableModel";
import { isShown, type TableWishes } from "./useRowTable";

interface PanelProps {
  columns: readonly TableColumn[];
  nameOf: (column: TableColumn) => string;
  wishes: TableWishes;
}

const kinds = ["input", "answer", "fact", "label"] as const;

/** Which columns are shown, and in which order. */
export function ColumnPanel({ columns, nameOf, wishes }: PanelProps) {
  const { looks, changeLooks } = wishes;
  const ordered = inOrder(columns, looks.order);
  const shown = ordered.filter((column) => isShown(column, looks));
  const move = (column: TableColumn, by: -1 | 1) => {
    const neighbour = shown[shown.indexOf(column) + by];
    if (neighbour === undefined) return;
    const ids = ordered.map(({ id }) => id).filter((id) => id !== column.id);
    ids.splice(ids.indexOf(neighbour.id) + (by === 1 ? 1 : 0), 0, column.id);
    changeLooks({ order: ids });
  };
  return (
    <aside
      aria-label={words.columns.label}
      className="flex w-72 shrink-0 flex-col gap-3 overflow-y-auto border-line border-l p-3"
    >
      {kinds.map((kind) => {
        const its = ordered.filter((column) => column.kind === kind);
        if (its.length === 0) return null;
        return (
          <fieldset key={kind} className="flex flex-col">
            <legend className="pb-1 font-medium text-ink-3 text-xs">{words.columns.kinds[kind]}</legend>
            {its.map((column) => (
              <ColumnLine
                key={column.id}
                name={nameOf(column)}
                isOn={shown.includes(column)}
                isFirst={column === shown[0]}
                isLast={column === shown.at(-1)}
                onToggle={(isOn) => changeLooks({ visible: { ...looks.visible, [column.id]: isOn } })}
                onMove={(by) => move(column, by)}
              />
            ))}
          </fieldset>
        );
      })}
      <Button
        size="sm"
        className="self-start"
        onClick={() => changeLooks({ visible: {}, order: [], widths: {}, failedFirst: false })}
      >
        {words.columns.reset}
      </Button>
    </aside>
  );
}

/** Columns that the order does not know come last, as in the table. */
function inOrder(columns: readonly TableColumn[], order: readonly string[]): TableColumn[] {
  const placeOf = ({ id }: TableColumn) => (order.includes(id) ? order.indexOf(id) : order.length);
  return columns.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function ColumnLine(props: {
  name: string;
  isOn: boolean;
  isFirst: boolean;
  isLast: boolean;
  onToggle: (isOn: boolean) => void;
  onMove: (by: -1 | 1) => void;
}) {
  const { name, isOn, isFirst, isLast, onToggle, onMove } = props;
  return (
    <div className="flex h-8 items-center gap-1">
      <label className="flex min-w-0 flex-1 items-center gap-2">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onToggle(event.target.checked)}
          className="size-4 shrink-0 accent-accent"
        />
        <span className="truncate">{name}</span>
      </label>
      {isOn && (
        <>
          <IconButton
            size="sm"
            icon={ChevronLeft}
            label={words.columns.left(name)}
            disabled={isFirst}
            onClick={() => onMove(-1)}
          />
          <IconButton
            size="sm"
            icon={ChevronRight}
            label={words.columns.right(name)}
            disabled={isLast}
            onClick={() => onMove(1)}
          />
        </>
      )}
    </div>
  );
}
