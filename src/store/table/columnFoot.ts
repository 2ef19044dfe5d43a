import { type PassRate, passRateOf, spreadOf } from "@/lib/nodes/scores/spread";
import { type Interval, wilson } from "@/lib/nodes/scores/wilson";
import { sortValue } from "./cellValue";
import type { Cell, ColumnCost, Comparing, TableColumn } from "./tableModel";

/** What stands under a column: of the rows that are shown. */
export interface ColumnFoot {
  /** Cells with something in them, and those that failed. */
  count: number;
  failed: number;
  /** Where all of them are numbers. */
  mean?: number;
  /** Of a score, or where all of them are yes or no. */
  pass?: PassRate & { interval?: Interval };
  cost?: ColumnCost;
}

/** What is said of one column over these rows. */
export function footOf(column: TableColumn, rows: readonly number[], compares: Comparing): ColumnFoot {
  const cells = rows.map(column.cellOf);
  const values = cells.filter(hasValue);
  const failed = cells.filter(({ kind }) => kind === "error").length;
  const numbers = values.map(sortValue).filter((value) => typeof value === "number");
  const areNumbers = numbers.length > 0 && numbers.length === values.length;
  const mean = areNumbers ? spreadOf(numbers)?.mean : undefined;
  return {
    count: values.length,
    failed,
    mean,
    pass: passOf(column, rows, values, compares),
    cost: compares.costOf(column, rows),
  };
}

function hasValue(cell: Cell): cell is Extract<Cell, { kind: "value" }> {
  return cell.kind === "value" && cell.value !== null && cell.value !== "";
}

function passOf(
  { node, says }: TableColumn,
  rows: readonly number[],
  values: readonly { value: unknown }[],
  { scores }: Comparing,
): ColumnFoot["pass"] {
  const score = says === undefined ? undefined : scores.find((source) => source.node === node);
  const outcomes = score === undefined ? booleansOf(values) : rows.flatMap((row) => score.passAt(row) ?? []);
  const rate = passRateOf(outcomes);
  return rate.n === 0 ? undefined : { ...rate, interval: wilson(rate.passes, rate.n) };
}

function booleansOf(values: readonly { value: unknown }[]): boolean[] {
  const outcomes = values.flatMap(({ value }) => (typeof value === "boolean" ? [value] : []));
  return outcomes.length === values.length ? outcomes : [];
}
