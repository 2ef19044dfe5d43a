import { useState } from "react";
import { nodes } from "@/components/messages/nodes";
import { cx } from "@/components/ui/cx";
import { Pager } from "@/components/ui/Pager";
import { isAssetRef, isRecord, readItemError, toText } from "@/lib/nodes/values";
import { own } from "@/types/own";
import type { Value } from "@/types/run";
import { formatCount } from "./format";

const words = nodes.items;
const PAGE_SIZE = 50;
/** Longer texts, in characters, take the room that the others leave. */
const SHORT = 30;
const longClass = "wrap-anywhere w-full min-w-32 whitespace-pre-wrap";

/** A list as a table, page by page: a column for each field of its records, or one for its values. */
export function ValueTable({ list }: { list: readonly Value[] }) {
  const [wished, setPage] = useState(0);
  if (list.length === 0) return <p className="text-ink-3">{words.empty}</p>;
  const page = Math.min(wished, Math.floor((list.length - 1) / PAGE_SIZE));
  const start = page * PAGE_SIZE;
  const rows = list.slice(start, start + PAGE_SIZE);
  const columns = columnsOf(rows);
  return (
    <div className="flex flex-col gap-1.5">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard */}
      <div className="nodrag nowheel max-h-[420px] cursor-text select-text overflow-auto" tabIndex={0}>
        <table className="w-full border-collapse text-left text-xs">
          <thead className="sticky top-0 bg-card text-ink-3">
            <tr>
              <th className="py-1 pr-2 font-medium">{words.columns.number}</th>
              {(columns ?? [words.value]).map((column) => (
                <th key={column} className="py-1 pr-3 font-medium">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((value, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an item has no name, its place is who it is
              <tr key={start + index} className="border-line border-t align-top">
                <td className="py-1.5 pr-2 text-ink-3 tabular-nums">{formatCount(start + index + 1)}</td>
                <Cells value={value} columns={columns} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pageSize={PAGE_SIZE} total={list.length} onPage={setPage} />
    </div>
  );
}

function Cells({ value, columns }: { value: Value; columns: string[] | undefined }) {
  const error = readItemError(value);
  if (error !== undefined) {
    return (
      <td colSpan={columns?.length} className="py-1.5 text-error">
        {error.message}
      </td>
    );
  }
  if (columns === undefined || !isRecord(value)) {
    return (
      <td colSpan={columns?.length} className="wrap-anywhere whitespace-pre-wrap py-1.5">
        {toText(value)}
      </td>
    );
  }
  return columns.map((column) => {
    const field = own(value, column);
    const text = field === undefined ? "" : toText(field);
    return (
      <td key={column} className={cx("py-1.5 pr-3", text.length > SHORT ? longClass : "min-w-12")}>
        {text}
      </td>
    );
  });
}

/** The fields of these rows in the order in which they appear; undefined when not all rows have fields. */
function columnsOf(rows: readonly Value[]): string[] | undefined {
  const columns = new Set<string>();
  for (const row of rows) {
    if (readItemError(row) !== undefined) continue;
    if (!isRecord(row) || isAssetRef(row)) return undefined;
    for (const name of Object.keys(row)) columns.add(name);
  }
  return columns.size === 0 ? undefined : [...columns];
}
