import { isAssetRef } from "@/lib/nodes/values";
import type { Value } from "@/types/run";
import type { Cell } from "./tableModel";

/** A cell as one text: what is searched and what a file gets. `fileOf` names a file; its own name if absent. */
export function cellText(cell: Cell, fileOf: (sha256: string) => string = (sha256) => sha256): string {
  switch (cell.kind) {
    case "value":
      return valueText(cell.value, fileOf);
    case "partial":
      return cell.text;
    case "error":
      return cell.error.message;
    default:
      return "";
  }
}

function valueText(value: Value, fileOf: (sha256: string) => string): string {
  if (typeof value === "string") return value;
  if (value === null) return "";
  if (isAssetRef(value)) return value.name ?? fileOf(value.asset);
  return JSON.stringify(value);
}

const number = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

/** What a column is sorted by: numbers by their size, also those that stand in a text. Nothing comes last. */
export function sortValue(cell: Cell): string | number | undefined {
  if (cell.kind === "value" && typeof cell.value === "number") return cell.value;
  const text = cell.kind === "status" ? cell.status : cellText(cell).trim();
  if (text === "") return undefined;
  return number.test(text) ? Number(text) : text;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Numbers before texts. */
export function compareValues(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return collator.compare(a, b);
  return typeof a === "number" ? -1 : 1;
}

const comparison = /^(<=|>=|<|>|=|!)\s*(.*)$/s;

/** Whether a cell fits what somebody wrote above its column: words that it has, `> 5`, `= exactly`, `! without`. */
export function fitsFilter(wish: string): (cell: Cell) => boolean {
  const [, sign, rest = ""] = comparison.exec(wish.trim()) ?? [];
  const words = (sign === undefined ? wish : rest).trim().toLowerCase();
  const has = (cell: Cell) => cellText(cell).toLowerCase().includes(words);
  if (words === "") return () => true;
  if (sign === undefined) return has;
  if (sign === "!") return (cell) => !has(cell);
  if (sign === "=") return (cell) => cellText(cell).trim().toLowerCase() === words;
  return fitsNumber(sign, Number(words)) ?? has;
}

function fitsNumber(sign: string, limit: number): ((cell: Cell) => boolean) | undefined {
  if (Number.isNaN(limit)) return undefined;
  return (cell) => {
    const value = sortValue(cell);
    if (typeof value !== "number") return false;
    if (sign.startsWith("<")) return value < limit || (sign === "<=" && value === limit);
    return value > limit || (sign === ">=" && value === limit);
  };
}
