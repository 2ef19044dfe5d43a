import { readCsvTable } from "@/lib/nodes/csvTable";
import { parseJsonLines } from "@/lib/nodes/jsonLines";
import { parseJson } from "@/lib/nodes/jsonText";
import { headOfItems, SHOWN_ROWS, type TableHead } from "@/lib/nodes/tableHead";

/** How the records of a list node begin, as a run would read them; undefined while they cannot be read. */
export function headOfText(text: string, split: "csv" | "json" | "jsonl"): TableHead | undefined {
  try {
    if (split === "csv") {
      const { columns, rows } = readCsvTable(text);
      return columns.length === 0 ? undefined : { columns, rows: rows.slice(0, SHOWN_ROWS), count: rows.length };
    }
    if (split === "jsonl") return headOfItems(parseJsonLines(text, ""));
    const value = parseJson(text, "");
    return headOfItems(Array.isArray(value) ? value : [value]);
  } catch {
    // It is being written; the run says what is wrong.
    return undefined;
  }
}
