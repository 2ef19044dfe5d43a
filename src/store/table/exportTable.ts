import { formulaStart } from "@/lib/formulaStart";
import { uniqueNames } from "@/lib/uniqueNames";
import type { Value } from "@/types/run";
import { cellText } from "./cellValue";
import type { TableColumn } from "./tableModel";

export interface TableExport {
  columns: readonly TableColumn[];
  /** What each of the columns is called, in their order. */
  names: readonly string[];
  /** The numbers of the rows, in the order in which they are written. */
  rows: readonly number[];
  /** The address of a file. */
  fileOf: (sha256: string) => string;
}

/** Rows written in one go; between them others have their turn. */
const AT_ONCE = 500;

/** A table as CSV by RFC 4180, piece by piece. Texts that a spreadsheet would run get a `'` before them. */
export async function* csvPieces({ columns, names, rows, fileOf }: TableExport): AsyncGenerator<string> {
  const { default: papa } = await import("papaparse");
  const toCsv = (lines: string[][]) => `${papa.unparse(lines, { newline: "\r\n", escapeFormulae: formulaStart })}\r\n`;
  yield toCsv([[...names]]);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    yield toCsv(some.map((row) => columns.map((column) => written(column, row, fileOf))));
  }
}

/** Only the column of states tells them; beside an answer they would be taken for one. */
function written({ cellOf, fact }: TableColumn, row: number, fileOf: TableExport["fileOf"]): string {
  const cell = cellOf(row);
  return fact === "status" && cell.kind === "status" ? cell.status : cellText(cell, fileOf);
}

/** The same as a JSON array of records, values as they are. */
export async function* jsonPieces({ columns, names, rows }: TableExport): AsyncGenerator<string> {
  const keys = uniqueNames(names);
  yield "[";
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE).map((row) => JSON.stringify(toRecord(columns, keys, row)));
    yield `${from === 0 ? "" : ","}\n${some.join(",\n")}`;
  }
  yield "\n]\n";
}

function toRecord(columns: readonly TableColumn[], keys: readonly string[], row: number): Record<string, Value> {
  const entries = columns.map(({ cellOf, fact }, index): [string, Value] => {
    const cell = cellOf(row);
    if (cell.kind === "value") return [keys[index] ?? "", cell.value];
    if (cell.kind === "partial") return [keys[index] ?? "", cell.text];
    if (cell.kind === "status") return [keys[index] ?? "", fact === "status" ? cell.status : null];
    return [keys[index] ?? "", cell.kind === "error" ? { error: { ...cell.error } } : null];
  });
  // Names of columns are foreign: one that is called __proto__ stays a field.
  return Object.fromEntries(entries);
}
