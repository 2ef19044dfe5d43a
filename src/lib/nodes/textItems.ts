import type { Value } from "@/types/run";
import type { NodeContext, NodeWork, SplitAs } from "./nodeKind";

/**
 * A text in items: rows of a CSV as records, the items of a JSON array (or its one value), lines, parts.
 * @throws AppError as `NodeWork.split`
 */
export async function toItems(
  text: string,
  as: SplitAs,
  { work, signal, onNotice }: Pick<NodeContext<unknown>, "signal" | "onNotice"> & { work: NodeWork },
): Promise<Value[]> {
  const items: Value[] = [];
  let columns: string[] = [];
  for await (const part of work.split(text, as, signal)) {
    if ("notice" in part) onNotice(part.notice);
    else if ("columns" in part) columns = part.columns;
    else if ("rows" in part) for (const row of part.rows) items.push(toRecord(row, columns));
    else for (const item of part.items) items.push(item);
  }
  return items;
}

function toRecord(row: string[], columns: string[]): Value {
  return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ""]));
}
