import { AppError } from "@/types/errors";
import type { Notice } from "@/types/llm";
import type { Value } from "@/types/run";

type Row = Record<string, string> & { __parsed_extra?: string[] };

/**
 * The rows of a CSV text, the first of which names the columns; the delimiter is found out. Blank lines are left out,
 * a short row has empty fields at its end. What was mended stands in the notices.
 * @throws AppError `invalid_request` for a quote without its end, or a row with more fields than there are columns
 */
export async function parseCsv(text: string, onNotice: (notice: Notice) => void): Promise<Value[]> {
  // Loaded when a table is read: the canvas knows every kind and needs none of their libraries.
  const { default: papa } = await import("papaparse");
  const { data, errors, meta } = papa.parse<Row>(text, {
    header: true,
    skipEmptyLines: "greedy",
    transformHeader: (name, index) => name.trim() || `column ${index + 1}`,
  });
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken !== undefined) {
    throw new AppError(
      "invalid_request",
      `Row ${rowNumber(broken.row)} of the table has a quote without its other end.`,
    );
  }
  if (meta.renamedHeaders) {
    const names = Object.entries(meta.renamedHeaders).map(([now, before]) => `${before} is called ${now}`);
    onNotice({ code: "columns_renamed", message: `Two columns have one name: ${names.join(", ")}.` });
  }
  const columns = meta.fields ?? [];
  const short = data.filter((row) => columns.some((column) => !Object.hasOwn(row, column))).length;
  if (short > 0) {
    const rows = short === 1 ? "One row has" : `${short} rows have`;
    onNotice({
      code: "short_rows",
      message: `${rows} fewer fields than there are columns; the missing ones are empty.`,
    });
  }
  return data.map((row, index) => toRecord(row, index, columns));
}

function toRecord({ __parsed_extra: extra = [], ...row }: Row, index: number, columns: string[]): Value {
  if (extra.some((field) => field.trim() !== "")) {
    throw new AppError(
      "invalid_request",
      `Row ${rowNumber(index)} of the table has more fields than there are columns.`,
    );
  }
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? ""]));
}

/** As a person counts, with the row of names as the first. */
function rowNumber(index: number | undefined): number {
  return (index ?? 0) + 2;
}
