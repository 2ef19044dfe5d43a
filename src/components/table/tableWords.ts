import { table as words } from "@/components/messages/table";
import { formatCount } from "@/components/nodes/format";
import type { TableColumn } from "@/store/table/tableModel";

/** What a column is called. `titleOf` names a node. */
export function columnName(
  { kind, node, field, fact, name, label }: TableColumn,
  titleOf: (node: string) => string,
): string {
  if (name !== undefined) return name;
  if (label !== undefined) return words.labels[label];
  if (kind === "input") return field ?? titleOf(node);
  const part = fact === undefined ? field : words.facts[fact];
  return part === undefined ? titleOf(node) : words.columnOf(titleOf(node), part);
}

/** "60 rows", "3 of 60 rows" */
export function rowsText(shown: number, total: number): string {
  if (shown === total) return words.rows(formatCount(total), total);
  return words.someRows(formatCount(shown), formatCount(total));
}
