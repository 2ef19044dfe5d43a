import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { z } from "zod";
import { isAssetRef } from "@/lib/nodes/values";
import { tryHoldLock } from "@/lib/storage/file/heldLock";
import { isMissing, orStorageError } from "@/lib/storage/file/storageError";
import type { AssetStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import type { CheckedRow } from "./checkRows";
import { type OutputFormats, outputFiles } from "./outputFiles";
import { resultsCsv } from "./resultsCsv";
import { createNamer } from "./rowNames";
import { type RowResult, rowResultSchema } from "./rowResult";

/** A line of `results.jsonl`; `key` stands for what the row was given and the workflow that it went through. */
const lineSchema = rowResultSchema.extend({ key: z.string() });
type Line = z.infer<typeof lineSchema>;

/** A folder that the results of rows are written to, and what is there from earlier starts. */
export interface Results {
  /** What came of a row in an earlier start with the same inputs and workflow; its files are all there if completed. */
  earlier(row: CheckedRow): RowResult | undefined;
  nameOf(row: CheckedRow): string;
  /** Writes the files of a row and notes it; gives the result with their paths. @throws AppError `storage_failed` */
  keep(row: CheckedRow, result: RowResult): Promise<RowResult>;
  /** Writes both tables, in the order of the rows. @throws AppError `storage_failed` */
  finish(): Promise<void>;
  /** Lets others write to the folder. */
  close(): void;
}

export interface ResultsOptions {
  /** Absolute. */
  folder: string;
  rows: readonly CheckedRow[];
  formats: OutputFormats;
  assets: Pick<AssetStore, "get">;
}

const RESULTS = "results";
const LINES = `${RESULTS}.jsonl`;
const TABLE = `${RESULTS}.csv`;
const LOCK = ".patchbay-lock";

/**
 * @throws AppError `invalid_request` for a folder with other things in it, `conflict` for one that another process
 * writes to, `storage_failed`
 */
export async function openResults({ folder, rows, formats, assets }: ResultsOptions): Promise<Results> {
  await requireFolder(folder);
  const before = await readLines(folder);
  const byName = Map.groupBy(before, ({ name }) => name);
  const close = await holdFolder(folder);
  const lines = await linesOf(rows, before, folder);
  const isDone = (row: CheckedRow) => lines.get(row.number)?.status === "completed";
  const nameOfNew = createNamer([RESULTS, ...rows.filter(isDone).flatMap((row) => lines.get(row.number)?.name ?? [])]);
  const names = new Map(
    rows.map((row) => [row.number, isDone(row) ? lines.get(row.number)?.name : nameOfNew(row.name)]),
  );
  const nameOf = (row: CheckedRow) => names.get(row.number) ?? row.name;
  /** One line after the other, so that none stands inside of another one. */
  let noted = Promise.resolve();
  const note = (line: Line) => {
    const append = () => writeFile(join(folder, LINES), `${JSON.stringify(line)}\n`, { flag: "a" });
    noted = noted.then(() => orStorageError(append(), join(folder, LINES)));
    return noted;
  };
  return {
    nameOf,
    close,
    earlier: (row) => {
      const line = lines.get(row.number);
      // Without the key, which is for this folder alone.
      return line && rowResultSchema.parse(line);
    },
    keep: async (row, result) => {
      const old = (byName.get(result.name) ?? []).flatMap(({ files }) => pathsOf(files));
      await removeFiles(folder, old);
      const files = await writeFiles(folder, result, { formats, assets });
      const kept = { ...result, ...(Object.keys(files).length > 0 && { files }) };
      lines.set(row.number, { ...kept, key: row.key });
      await note({ ...kept, key: row.key });
      return kept;
    },
    finish: async () => {
      const ordered = rows.flatMap((row) => lines.get(row.number) ?? []);
      await replace(join(folder, LINES), ordered.map((line) => `${JSON.stringify(line)}\n`).join(""));
      await replace(
        join(folder, TABLE),
        resultsCsv(rows, (row) => lines.get(row.number), nameOf),
      );
    },
  };
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined || found.isDirectory()) return;
  throw new AppError("invalid_request", `${folder} is no folder. Name an empty folder, or a new one.`);
}

/** Makes it a folder of results that nobody else writes to; gives how to let go of it. */
async function holdFolder(folder: string): Promise<() => void> {
  await orStorageError(mkdir(folder, { recursive: true }), folder);
  const lock = await tryHoldLock(join(folder, LOCK));
  if (lock === undefined) {
    const message = `Another patchbay run writes to ${folder}. Wait until it has ended, or name another folder.`;
    throw new AppError("conflict", message);
  }
  // Known as ours from now on, also if the process is killed before its first row has ended.
  await orStorageError(writeFile(join(folder, LINES), "", { flag: "a" }), folder);
  return lock.release;
}

/** What earlier starts have noted, the newest last. A line that was cut off is left out. */
async function readLines(folder: string): Promise<Line[]> {
  const text = await orStorageError(
    readFile(join(folder, LINES), "utf8").catch(orNothing),
    join(folder, LINES),
    "read",
  );
  if (text === undefined) {
    const there = await orStorageError(readdir(folder).catch(orNothing), folder, "read");
    if (there === undefined || there.every((name) => name === LOCK)) return [];
    const message = `${folder} has other things in it, and no ${LINES} of an earlier start. Name an empty folder, or a new one.`;
    throw new AppError("invalid_request", message);
  }
  return text.split("\n").flatMap((line): Line[] => {
    const read = lineSchema.safeParse(fromJson(line));
    return read.success ? [read.data] : [];
  });
}

function orNothing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The newest line of each row, which may stand elsewhere in its table now. */
async function linesOf(
  rows: readonly CheckedRow[],
  before: readonly Line[],
  folder: string,
): Promise<Map<number, Line>> {
  const newest = new Map<string, Map<number, Line>>();
  for (const line of before) newest.set(line.key, (newest.get(line.key) ?? new Map()).set(line.row, line));
  const found = new Map<number, Line>();
  const take = (row: CheckedRow, line: Line | undefined) => {
    if (line === undefined) return;
    newest.get(row.key)?.delete(line.row);
    found.set(row.number, { ...line, row: row.number });
  };
  for (const row of rows) take(row, newest.get(row.key)?.get(row.number));
  for (const row of rows) if (!found.has(row.number)) take(row, newest.get(row.key)?.values().next().value);
  for (const [number, { status, files }] of found) {
    if (status === "completed" && !(await areThere(folder, pathsOf(files)))) found.delete(number);
  }
  return found;
}

function pathsOf(files: RowResult["files"]): string[] {
  return Object.values(files ?? {}).flat();
}

async function areThere(folder: string, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    const isThere = await stat(join(folder, path))
      .then((found) => found.isFile())
      .catch(() => false);
    if (!isThere) return false;
  }
  return true;
}

/** What a row had before and may not have again. What a changed file of lines names elsewhere stays. */
async function removeFiles(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const file = resolve(folder, path);
    if (!file.startsWith(folder + sep)) continue;
    await orStorageError(rm(file, { force: true }), file);
    // Of a row that had several; one that is not empty stays.
    if (dirname(file) !== folder) await rmdir(dirname(file)).catch(() => undefined);
  }
}

/** One file beside the tables, or a folder of several. */
async function writeFiles(
  folder: string,
  { name, outputs }: RowResult,
  { formats, assets }: Pick<ResultsOptions, "formats" | "assets">,
): Promise<NonNullable<RowResult["files"]>> {
  const written: NonNullable<RowResult["files"]> = {};
  const files = outputFiles(outputs, formats);
  for (const { output, stem, ending, content } of files) {
    const path = files.length === 1 ? `${name}.${ending}` : `${name}/${stem}.${ending}`;
    const file = join(folder, path);
    const bytes =
      typeof content !== "string" && isAssetRef(content) ? await assets.get(content.asset) : String(content);
    await orStorageError(mkdir(dirname(file), { recursive: true }), file);
    await orStorageError(writeFile(file, bytes), file);
    written[output] = [...(written[output] ?? []), path];
  }
  return written;
}

/** Whole or not at all: a table of before is better than half of one. */
async function replace(path: string, content: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await orStorageError(writeFile(temporary, content), path);
  await orStorageError(rename(temporary, path), path);
}
