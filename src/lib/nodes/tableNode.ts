import { z } from "zod";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { type ArrivedColumn, type NamedColumn, nameColumns, uniqueName } from "./columns";
import type { NodeKind } from "./nodeKind";

const name = z.string().max(200);
const schema = z.object({
  /** Those that stand first, in this order, by their own names: under another name, or left out. */
  columns: z
    .array(z.union([name, z.object({ column: name, name: name.optional(), hidden: z.boolean().optional() })]))
    .max(1000)
    .optional(),
  /** Records make a column for each of their fields. */
  spread: z.boolean().default(false),
});
export type TableData = z.infer<typeof schema>;

/** What is said of one column. */
export interface ColumnSetting {
  column: string;
  name?: string;
  hidden?: boolean;
}

/** As many fields as a CSV file may have, columns times rows. */
const MAX_CELLS = 2_000_000;

/** Lists side by side: each wire is a column, each place of the lists a row. A single value stands in each row. */
export const tableNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ spread: true }),
  ports: () => ({
    inputs: [{ name: "columns", type: "any", many: true, columns: true, required: true }],
    outputs: [{ name: "rows", type: "json", list: true }],
  }),
  execute: async ({ data, inputs, onNotice }) => {
    // The port hands over nothing else.
    const named = nameColumns((inputs.columns ?? []) as ArrivedColumn[], data.spread);
    const count = rowCount(named);
    const short = named.filter(({ length }) => length !== undefined && length < count);
    if (short.length > 0) onNotice({ code: "short_columns", message: shortColumns(short, count) });
    const columns = arrange(named, data);
    refuseLarge(columns.length * count);
    return { output: { rows: Array.from({ length: count }, (_, row) => toRow(columns, row)) } };
  },
};

/** As long as the longest list; one row of single values alone. */
function rowCount(columns: readonly Pick<NamedColumn, "length">[]): number {
  if (columns.length === 0) return 0;
  const lengths = columns.flatMap(({ length }) => length ?? []);
  return lengths.length === 0 ? 1 : Math.max(...lengths);
}

/** The columns as the settings want them; what they do not name comes after. */
export function arrange<Column extends { name: string }>(
  named: readonly Column[],
  { columns = [] }: TableData,
): Column[] {
  const settings = columns.map(toSetting);
  const said = new Map(settings.map((setting) => [setting.column, setting]));
  const placeOf = new Map([...said.keys()].map((column, place) => [column, place]));
  const place = ({ name }: Column) => placeOf.get(name) ?? said.size;
  const shown = named.filter(({ name }) => said.get(name)?.hidden !== true).toSorted((a, b) => place(a) - place(b));
  const taken = new Set<string>();
  return shown.map((column) => ({ ...column, name: uniqueName(said.get(column.name)?.name || column.name, taken) }));
}

export function toSetting(setting: string | ColumnSetting): ColumnSetting {
  return typeof setting === "string" ? { column: setting } : setting;
}

function toRow(columns: readonly NamedColumn[], row: number): Value {
  // Names are foreign: one that is called __proto__ stays a field.
  return Object.fromEntries(columns.map(({ name, cellOf }) => [name, cellOf(row)]));
}

function shortColumns(short: readonly NamedColumn[], count: number): string {
  const [first, ...others] = short;
  const more = others.length === 0 ? "" : `, and ${others.length} more ${others.length === 1 ? "is" : "are"} short too`;
  return `${first?.name} has ${first?.length} of ${count} rows${more}. The cells below are empty.`;
}

function refuseLarge(cells: number): void {
  if (cells <= MAX_CELLS) return;
  const message = `This table has ${cells} fields, columns times rows; ${MAX_CELLS} is the most. Wire fewer columns.`;
  throw new AppError("too_large", message, { cells });
}
