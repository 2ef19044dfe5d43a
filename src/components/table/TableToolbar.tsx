import { Columns3, ListFilter, Scale, Search } from "lucide-react";
import { useMemo } from "react";
import { evaluation } from "@/components/messages/evaluation";
import { table as words } from "@/components/messages/table";
import { formatCount } from "@/components/nodes/format";
import { Button } from "@/components/ui/Button";
import { Select } from "@/components/ui/Select";
import { Switch } from "@/components/ui/Switch";
import type { ListTable, RowStatus } from "@/store/table/tableModel";
import { DownloadMenu } from "./DownloadMenu";
import type { TableViewProps } from "./TableView";
import { rowsText } from "./tableWords";

interface ToolbarProps extends TableViewProps {
  isChoosing: boolean;
  onChoose: () => void;
  /** Whether what is said of scores is shown; undefined where there are none. */
  isWeighing: boolean | undefined;
  onWeigh: () => void;
  isFiltering: boolean;
  onFilter: () => void;
}

/** What chooses among rows and columns, and the way out of the table. */
export function TableToolbar(props: ToolbarProps) {
  const { list, rows, wishes, isChoosing, onChoose, isWeighing, onWeigh, isFiltering, onFilter } = props;
  const { looks, changeLooks } = wishes;
  const shown = rows.getRowModel().rows.length;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <SearchBox value={wishes.search} onChange={wishes.setSearch} />
      <StatusFilter list={list} value={wishes.status} onChange={wishes.setStatus} />
      <Button icon={ListFilter} aria-pressed={isFiltering} onClick={onFilter}>
        {words.filter}
      </Button>
      <Button icon={Columns3} aria-expanded={isChoosing} onClick={onChoose}>
        {words.columns.open}
      </Button>
      {isWeighing !== undefined && (
        <Button icon={Scale} aria-expanded={isWeighing} onClick={onWeigh}>
          {evaluation.scores.open}
        </Button>
      )}
      <span className="flex items-center gap-2 px-1 text-ink-2">
        <Switch
          aria-label={words.failedFirst}
          checked={looks.failedFirst}
          onChange={(failedFirst) => changeLooks({ failedFirst })}
        />
        <span aria-hidden>{words.failedFirst}</span>
      </span>
      <p role="status" className="ml-auto text-ink-2 tabular-nums">
        {rowsText(shown, list.count)}
      </p>
      <DownloadMenu {...props} />
    </div>
  );
}

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <span className="relative w-60 max-w-full">
      <Search
        size={15}
        strokeWidth={1.75}
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-ink-3"
      />
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-control border border-line bg-field pr-2.5 pl-8 text-sm hover:border-line-strong"
      />
    </span>
  );
}

const order: RowStatus[] = ["failed", "streaming", "waiting", "stopped", "done", "cached", "left-out", "none"];

function countStatuses({ count, statusOf }: ListTable): ReadonlyMap<RowStatus, number> {
  const counts = new Map<RowStatus, number>();
  for (let row = 0; row < count; row++) {
    const status = statusOf(row);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

function StatusFilter(props: {
  list: ListTable;
  value: RowStatus | "all";
  onChange: (status: RowStatus | "all") => void;
}) {
  const { list, value, onChange } = props;
  const counts = useMemo(() => countStatuses(list), [list]);
  const there = order.filter((status) => counts.has(status) || status === value);
  if (list.nodes.length === 0 || (there.length < 2 && value === "all")) return null;
  const options = there.map((status) => ({
    value: status,
    label: words.statusCount(words.statuses[status], formatCount(counts.get(status) ?? 0)),
  }));
  return (
    <div className="w-44">
      <Select<RowStatus | "all">
        aria-label={words.status}
        value={value}
        options={[{ value: "all", label: words.statusCount(words.all, formatCount(list.count)) }, ...options]}
        onChange={onChange}
      />
    </div>
  );
}
