import { table as words } from "@/components/messages/table";
import type { TableColumn } from "@/store/table/tableModel";

/** What a column is called. `titleOf` names a node. */
export function columnName({ kind, node, field, fact }: TableColumn, titleOf: (node: string) => string): string {
  if (kind === "input") return field ?? titleOf(node);
  const part = fact === undefined ? field : words.facts[fact];
  return part === undefined ? titleOf(node) : words.columnOf(titleOf(node), part);
}
