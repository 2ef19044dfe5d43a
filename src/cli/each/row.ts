import type { Value } from "@/types/run";

/** One run of many: what it is given, and what is told of it. */
export interface EachRow {
  /** From 1, in the order of the file or folder. */
  number: number;
  /** What its results are called: safe for a file system; two rows may be called alike. */
  name: string;
  /** Where it stands, in words: `rows.csv, line 7`. */
  where: string;
  /** What it is given as it is written, for the table of results. */
  fields: Record<string, Value>;
  /** What the run is given; files are read anew each time. @throws AppError `invalid_request`, `storage_failed` */
  inputs(): Promise<Record<string, Value>>;
}
