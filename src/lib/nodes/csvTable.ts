import papa from "papaparse";
import { AppError } from "@/types/errors";
import type { Notice } from "@/types/llm";

export interface CsvTable {
  columns: string[];
  /** As long as the columns, or shorter. */
  rows: string[][];
  /** The line of the text where each row begins, from 1. */
  lines: number[];
  /** What was mended. */
  notices: Notice[];
}

/**
 * As many as a spreadsheet has. More are most likely a table whose line ends were lost, and looking through a record of
 * so many fields takes longer than others should wait.
 */
const MAX_COLUMNS = 16_384;
/** Each field is a value of its own in every node that it goes through: about 100 MB for all. */
const MAX_FIELDS = 2_000_000;

/**
 * A CSV text, the first row of which names the columns. The delimiter is named by a first line `sep=;` as spreadsheets
 * write it, else `given`, else found out. Blank rows are left out, and counted: rows are numbered as a spreadsheet
 * numbers them.
 * @throws AppError `invalid_request` for a broken quote, or a row with more fields than there are columns (facts `row`
 * and `line`); `too_large`
 */
export function readCsvTable(text: string, given?: string): CsvTable {
  // Files that were put together mix their line ends; the library takes the first for all.
  const { sep = given, body, linesBefore } = takeSepLine(text.replace(/\r\n?/g, "\n"));
  const delimiter = sep ?? delimiterOf(body);
  const { data, errors } = papa.parse<string[]>(body, { newline: "\n", delimiter });
  const lineOf = toLines(data, linesBefore);
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken !== undefined) throw brokenQuote(broken.code, broken.row ?? 0, lineOf[broken.row ?? 0]);

  const numbered = data.map((fields, index) => ({ fields, index })).filter(({ fields }) => !isBlank(fields));
  const [head, ...rows] = numbered;
  if (head === undefined) return { columns: [], rows: [], lines: [], notices: [] };
  if (head.fields.length > MAX_COLUMNS) throw tooManyColumns(head.fields.length);
  const { columns, notices } = nameColumns(head.fields);
  for (const { fields, index } of rows) refuseLong(fields, columns.length, index, lineOf[index]);
  refuseLarge(columns.length * rows.length);
  const short = rows.filter(({ fields }) => fields.length < columns.length).length;
  return {
    columns,
    rows: rows.map(({ fields }) => fields),
    lines: rows.map(({ index }) => lineOf[index] ?? 0),
    notices: short === 0 ? notices : [...notices, shortRows(short)],
  };
}

/** `sep=;` in the first line, also in quotes or filled up with empty fields, is no row. Source: Excel. */
function takeSepLine(text: string): { sep?: string; body: string; linesBefore: number } {
  const [line, sep] = /^\ufeff?"?sep=([^"\n\w])"?\1*(?:\n|$)/i.exec(text) ?? [];
  return line === undefined ? { body: text, linesBefore: 0 } : { sep, body: text.slice(line.length), linesBefore: 1 };
}

/** As the library finds it out. Blank rows, which it takes for rows of one field, do not count. */
function delimiterOf(text: string): string {
  return papa.parse(text, { newline: "\n", preview: 10, skipEmptyLines: true }).meta.delimiter;
}

/** Where each row begins: a quoted field may go over several lines. */
function toLines(rows: readonly string[][], linesBefore: number): number[] {
  let line = linesBefore + 1;
  return rows.map((fields) => {
    const begin = line;
    line += fields.reduce((sum, field) => sum + (field.match(/\n/g)?.length ?? 0), 1);
    return begin;
  });
}

function isBlank(fields: string[]): boolean {
  return fields.every((field) => field.trim() === "");
}

/**
 * Column names without a double, in NFC: the second `a` is `a 2`, and the third column without a name is `column 3`.
 * Each number is tried once for a name, so that time grows with the columns.
 */
function nameColumns(written: string[]): { columns: string[]; notices: Notice[] } {
  const columns = new Set<string>();
  const nextNumber = new Map<string, number>();
  const renamed: { name: string; unique: string }[] = [];
  for (const [index, field] of written.entries()) {
    const name = field.trim().normalize("NFC");
    const wanted = name || `column ${index + 1}`;
    let unique = wanted;
    if (columns.has(wanted)) {
      let number = nextNumber.get(wanted) ?? 2;
      while (columns.has(`${wanted} ${number}`)) number++;
      nextNumber.set(wanted, number + 1);
      unique = `${wanted} ${number}`;
    }
    columns.add(unique);
    if (unique !== name) renamed.push({ name, unique });
  }
  return { columns: [...columns], notices: renamedColumns(renamed) };
}

/** One notice for all of them. */
function renamedColumns([first, ...others]: { name: string; unique: string }[]): Notice[] {
  if (first === undefined) return [];
  const { name, unique } = first;
  const alone = name === "" ? "A column has no name; it is" : `Two columns are called ${name}; the later one is`;
  const all = `${others.length + 1} columns have no name, or the name of another one. They have names of their own here: the first is`;
  return [{ code: "column_renamed", message: `${others.length === 0 ? alone : all} ${unique}.` }];
}

function refuseLong(fields: string[], columns: number, index: number, line: number | undefined): void {
  if (fields.length <= columns || isBlank(fields.slice(columns))) return;
  const row = index + 1;
  const message = `Row ${row} of the table has more fields than there are columns.`;
  throw new AppError("invalid_request", message, { row, line });
}

function refuseLarge(fields: number): void {
  if (fields <= MAX_FIELDS) return;
  const message = `This table has ${fields} fields, columns times rows; ${MAX_FIELDS} is the most. Leave out columns, or split it.`;
  throw new AppError("too_large", message, { fields });
}

function tooManyColumns(columns: number): AppError {
  const message = `The first row has ${columns} columns; ${MAX_COLUMNS} is the most. Have its line ends been lost?`;
  return new AppError("too_large", message, { columns });
}

function brokenQuote(code: string, index: number, line: number | undefined): AppError {
  const row = index + 1;
  const message =
    code === "MissingQuotes"
      ? `Row ${row} of the table has a quote without its other end.`
      : `Row ${row} of the table has a quote inside of a quoted field; there it is written twice ("").`;
  return new AppError("invalid_request", message, { row, line });
}

function shortRows(count: number): Notice {
  const subject = count === 1 ? "One row has" : `${count} rows have`;
  const message = `${subject} fewer fields than there are columns; the missing ones are empty.`;
  return { code: "short_rows", message };
}
