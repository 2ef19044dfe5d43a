import { z } from "zod";
import { browserStorage } from "./browserStorage";

const looksSchema = z.object({
  /** Columns that are shown or hidden against what is usual, by their ids. */
  visible: z.record(z.string(), z.boolean()).catch({}).default({}),
  order: z.array(z.string()).catch([]).default([]),
  /** In pixels. */
  widths: z.record(z.string(), z.number().min(1).max(4_000)).catch({}).default({}),
  failedFirst: z.boolean().catch(false).default(false),
});

/** How a person wants the tables of one workflow. */
export type TableLooks = z.infer<typeof looksSchema>;

const KEY = "patchbay.tables";
/** Workflows that are remembered; those looked at longest ago are forgotten. */
const MAX_WORKFLOWS = 50;

const storedSchema = z.array(z.tuple([z.string(), looksSchema])).catch([]);

/** What this browser remembers; what is missing or damaged is as at first. */
export function readTableLooks(workflow: string, storage: Storage | undefined = browserStorage()): TableLooks {
  const known = readAll(storage).find(([id]) => id === workflow)?.[1];
  return known ?? looksSchema.parse({});
}

/** A full or forbidden storage is no failure: the looks last for the page. */
export function writeTableLooks(
  workflow: string,
  looks: TableLooks,
  storage: Storage | undefined = browserStorage(),
): void {
  const others = readAll(storage).filter(([id]) => id !== workflow);
  const all = [[workflow, looks], ...others].slice(0, MAX_WORKFLOWS);
  try {
    storage?.setItem(KEY, JSON.stringify(all));
  } catch {
    // Private windows may refuse to store anything.
  }
}

function readAll(storage: Storage | undefined): z.infer<typeof storedSchema> {
  try {
    return storedSchema.parse(JSON.parse(storage?.getItem(KEY) ?? "[]"));
  } catch {
    return [];
  }
}
