import papa from "papaparse";
import { formulaStart } from "@/lib/formulaStart";
import { isAssetRef, toList, toText } from "@/lib/nodes/values";
import { uniqueNames } from "@/lib/uniqueNames";
import { own } from "@/types/own";
import type { Value } from "@/types/run";
import type { EachRow } from "./row";
import type { RowResult } from "./rowResult";

/** All rows with what they were given and what came of it, by RFC 4180; nothing in it is a formula. */
export function resultsCsv<Row extends EachRow>(
  rows: readonly Row[],
  resultOf: (row: Row) => RowResult | undefined,
  nameOf: (row: Row) => string,
): string {
  const given = [...new Set(rows.flatMap(({ fields }) => Object.keys(fields)))];
  const made = [...new Set(rows.flatMap((row) => Object.keys(resultOf(row)?.outputs ?? {})))];
  const heads = ["row", "name", "status", ...given, ...made, "error", "files", "run", "calls", "tokens"];
  const lines = rows.map((row) => {
    const result = resultOf(row);
    return [
      String(row.number),
      nameOf(row),
      result?.status ?? "not started",
      ...given.map((name) => cellOf(own(row.fields, name))),
      ...made.map((name) => outputCell(name, result)),
      result?.error?.message ?? "",
      Object.values(result?.files ?? {})
        .flat()
        .join(" "),
      result?.run ?? "",
      String(result?.calls ?? ""),
      String(result?.tokens ?? ""),
    ];
  });
  return `${papa.unparse([uniqueNames(heads), ...lines], { newline: "\r\n", escapeFormulae: formulaStart })}\r\n`;
}

function cellOf(value: Value | undefined): string {
  return value === undefined ? "" : toText(value);
}

/** Of pictures and documents where they are. */
function outputCell(name: string, result: RowResult | undefined): string {
  const value = own(result?.outputs ?? {}, name);
  const files = own(result?.files ?? {}, name);
  const isFiles = value !== undefined && files !== undefined && toList(value).every(isAssetRef);
  return isFiles ? files.join(" ") : cellOf(value);
}
