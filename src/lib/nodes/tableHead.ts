import { own } from "@/types/own";
import type { Value } from "@/types/run";
import { isAssetRef, isRecord, readItemError, toText } from "./values";

/** How a list of records begins. */
export interface TableHead {
  columns: string[];
  /** The first ones, as texts, as long as the columns or shorter. */
  rows: string[][];
  /** Of all rows. */
  count: number;
}

/** Rows that are shown. */
export const SHOWN_ROWS = 5;
/** Characters of a field that are shown. */
const SHOWN_TEXT = 200;
/** Records whose fields make the columns. */
export const LOOKED_AT = 20;

/** Undefined where the items are no records. `count` where these are only the first ones. */
export function headOfItems(items: readonly Value[], count: number = items.length): TableHead | undefined {
  const records = items.slice(0, LOOKED_AT).filter((item) => readItemError(item) === undefined);
  if (records.length === 0 || !records.every(isPlainRecord)) return undefined;
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const shown = records.slice(0, SHOWN_ROWS);
  const textOf = (value: Value | undefined) => (value === undefined ? "" : toText(value).slice(0, SHOWN_TEXT));
  return {
    columns,
    rows: shown.map((record) => columns.map((column) => textOf(own(record, column)))),
    count,
  };
}

function isPlainRecord(value: Value): value is { [name: string]: Value } {
  return isRecord(value) && !isAssetRef(value);
}
