import { extname } from "node:path";
import { readCsvTable } from "@/lib/nodes/csvTable";
import { parseJson } from "@/lib/nodes/jsonText";
import type { NamedInput } from "@/lib/nodes/namedInputs";
import { isRecord } from "@/lib/nodes/values";
import { AppError, isAppError } from "@/types/errors";
import { ownTable } from "@/types/own";
import type { Value } from "@/types/run";
import type { EachRow } from "./row";
import { safeName } from "./rowNames";

/** A row as its file has it. */
interface Written {
  line: number;
  fields: Record<string, Value>;
}

export interface TableRowsOptions {
  /** The file, as a person wrote it. */
  path: string;
  /** Its text. */
  text: string;
  /** Of the input of that name; undefined where nobody named it. */
  kindOf(name: string): NamedInput["kind"] | undefined;
  /** @throws AppError `invalid_request` for a name that nothing takes */
  requireKnown(names: readonly string[]): void;
  /** A file that a cell names, which stands beside the table. */
  readFile(path: string): Promise<Value>;
}

const readers: Record<string, (options: TableRowsOptions) => Written[]> = {
  ".csv": (options) => readSeparated(options),
  ".tsv": (options) => readSeparated(options, "\t"),
  ".jsonl": readJsonLines,
  ".ndjson": readJsonLines,
};

/** Whether a file of this name has a run in each of its rows. */
export function isTableOfRows(path: string): boolean {
  return Object.hasOwn(readers, extname(path).toLowerCase());
}

/**
 * A run for each row of a table; its columns are inputs by their name.
 * @throws AppError `invalid_request` naming the line, `too_large`
 */
export function readTableRows(options: TableRowsOptions): EachRow[] {
  const { path, kindOf, readFile } = options;
  const written = readers[extname(path).toLowerCase()]?.(options) ?? [];
  if (written.length === 0) throw new AppError("invalid_request", `${path} has no rows.`);
  const digits = String(written.length).length;
  return written.map(({ line, fields }, index) => ({
    number: index + 1,
    name: safeName(`${String(index + 1).padStart(digits, "0")} ${nameFrom(fields)}`),
    where: lineOf(path, line),
    fields,
    inputs: async () => {
      const inputs = ownTable<Value>();
      for (const [name, value] of Object.entries(fields)) {
        inputs[name] = isPath(kindOf(name), value) ? await readFile(value) : value;
      }
      return inputs;
    },
  }));
}

/** Text alone is text, whatever it looks like: a table of foreign texts reads no file. */
function isPath(kind: NamedInput["kind"] | undefined, value: Value): value is string {
  if ((kind !== "file" && kind !== "picture") || typeof value !== "string") return false;
  return value !== "" && !value.startsWith("data:");
}

/** The first of its fields that says something. */
function nameFrom(fields: Written["fields"]): string {
  const first = Object.values(fields).find((value) => ["string", "number"].includes(typeof value) && value !== "");
  return first === undefined ? "" : String(first);
}

function readSeparated({ path, text, requireKnown }: TableRowsOptions, delimiter?: string): Written[] {
  const { columns, rows, lines } = atLine(path, () => readCsvTable(text, delimiter));
  const isUsed = (column: string, index: number) =>
    !/^column \d+$/.test(column) || rows.some((fields) => (fields[index] ?? "").trim() !== "");
  const used = columns.map((column, index) => ({ column, index })).filter(({ column, index }) => isUsed(column, index));
  atLine(path, () => requireKnown(used.map(({ column }) => column)), 1);
  refuseShort(path, rows, columns.length, lines);
  return rows.map((fields, row) => ({
    line: lines[row] ?? 0,
    fields: Object.fromEntries(used.map(({ column, index }) => [column, fields[index] ?? ""])),
  }));
}

/** What is missing may be a field in the middle, and all after it would go to the wrong input. */
function refuseShort(path: string, rows: string[][], columns: number, lines: number[]): void {
  const short = lines.filter((_, row) => (rows[row]?.length ?? 0) < columns);
  if (short.length === 0) return;
  const [first = 0] = short;
  const more = short.length === 1 ? "" : ` So have ${short.length - 1} more, the next in line ${short[1]}.`;
  throw new AppError("invalid_request", `${lineOf(path, first)} has fewer fields than there are columns.${more}`);
}

function readJsonLines({ path, text, requireKnown }: TableRowsOptions): Written[] {
  return text.split(/\r\n|\n|\r/).flatMap((written, index): Written[] => {
    if (written.trim() === "") return [];
    const line = index + 1;
    const fields = atLine(path, () => parseJson(written, "The row"), line);
    if (!isRecord(fields)) {
      throw new AppError("invalid_request", `${lineOf(path, line)} is no JSON object with the inputs of a run.`);
    }
    atLine(path, () => requireKnown(Object.keys(fields)), line);
    return [{ line, fields }];
  });
}

/** What goes wrong says in which line it did. */
function atLine<T>(path: string, read: () => T, line?: number): T {
  try {
    return read();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const at = line ?? (typeof error.facts.line === "number" ? error.facts.line : undefined);
    throw new AppError(error.code, `${at === undefined ? path : lineOf(path, at)}: ${error.message}`, error.facts);
  }
}

function lineOf(path: string, line: number): string {
  return `${path}, line ${line}`;
}
