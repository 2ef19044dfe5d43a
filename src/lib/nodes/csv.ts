import { AppError } from "@/types/errors";
import type { Notice } from "@/types/llm";
import type { Value } from "@/types/run";

/**
 * The rows of a CSV text, the first of which names the columns; the delimiter is found out. Blank lines are left out,
 * a short row has empty fields at its end. What was mended stands in the notices.
 * @throws AppError `invalid_request` for a quote without its end, or a row with more fields than there are columns
 */
export async function parseCsv(text: string, onNotice: (notice: Notice) => void): Promise<Value[]> {
  // Loaded when a table is read: the canvas knows every kind and needs none of their libraries.
  const { default: papa } = await import("papaparse");
  // Files that were put together mix their line ends; the library takes the first for all.
  const lines = text.replace(/\r\n?/g, "\n");
  const { data, errors } = papa.parse<string[]>(lines, { skipEmptyLines: "greedy", newline: "\n" });
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken !== undefined) {
    const row = (broken.row ?? 0) + 1;
    throw new AppError("invalid_request", `Row ${row} of the table has a quote without its other end.`);
  }
  const [names = [], ...rows] = data;
  const columns = toColumns(names, onNotice);
  const short = rows.filter((row) => row.length < columns.length).length;
  if (short > 0) {
    const subject = short === 1 ? "One row has" : `${short} rows have`;
    const message = `${subject} fewer fields than there are columns; the missing ones are empty.`;
    onNotice({ code: "short_rows", message });
  }
  return rows.map((row, index) => toRecord(row, columns, index + 2));
}

/** Column names without a double: the second `a` is `a 2`, and the third column without a name is `column 3`. */
function toColumns(names: string[], onNotice: (notice: Notice) => void): string[] {
  const columns = new Set<string>();
  for (const [index, written] of names.entries()) {
    const name = written.trim() || `column ${index + 1}`;
    let unique = name;
    for (let number = 2; columns.has(unique); number++) unique = `${name} ${number}`;
    columns.add(unique);
    if (unique === name) continue;
    onNotice({ code: "column_renamed", message: `Two columns are called ${name}; the later one is ${unique} here.` });
  }
  return [...columns];
}

function toRecord(row: string[], columns: string[], number: number): Value {
  if (row.slice(columns.length).some((field) => field.trim() !== "")) {
    const message = `Row ${number} of the table has more fields than there are columns.`;
    throw new AppError("invalid_request", message, { row: number });
  }
  return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ""]));
}
