import papa from "papaparse";
import readSheets, { type CellValue } from "read-excel-file/universal";
import type { DocumentPart } from "@/lib/nodes/nodeKind";
import { AppError } from "@/types/errors";
import { refuseBomb } from "./archive";
import type { DocumentInput } from "./readDocument";

/** Each sheet as CSV, with what formulas gave when the file was saved. */
export async function* readXlsx({ bytes }: DocumentInput): AsyncGenerator<DocumentPart> {
  refuseBomb(bytes, (name) => /\.(?:xml|rels)$/i.test(name));
  const sheets = await readSheets(Uint8Array.from(bytes).buffer);
  const pages = sheets.map(({ sheet, data }) => ({
    title: sheet,
    page: papa.unparse(
      data.map((row) => row.map(toField)),
      { newline: "\n" },
    ),
  }));
  if (pages.every(({ page }) => page.trim() === ""))
    throw new AppError("unsupported_file", "This workbook has no cell with something in it.");
  yield { unit: "sheet", pages: pages.length };
  yield* pages;
}

function toField(value: CellValue | null): string {
  if (value === null) return "";
  if (!(value instanceof Date)) return String(value);
  const iso = value.toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19);
}
