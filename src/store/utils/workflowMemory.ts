import type { z } from "zod";
import { browserStorage } from "./browserStorage";

/** Workflows that are remembered; those looked at longest ago are forgotten. */
const MAX_WORKFLOWS = 50;

export interface WorkflowMemory<T> {
  /** What is missing or damaged is as at first. */
  read(workflow: string, storage?: Storage): T;
  /** A full or forbidden storage is no failure: it lasts for the page. */
  write(workflow: string, value: T, storage?: Storage): void;
}

/** What this browser remembers of each workflow under `key`. The schema takes `{}` for one that is not known. */
export function createWorkflowMemory<Schema extends z.ZodType>(
  key: string,
  schema: Schema,
): WorkflowMemory<z.infer<Schema>> {
  const readAll = (storage: Storage | undefined): [string, unknown][] => {
    try {
      const stored: unknown = JSON.parse(storage?.getItem(key) ?? "[]");
      return Array.isArray(stored) ? stored.filter((entry) => Array.isArray(entry) && entry.length === 2) : [];
    } catch {
      return [];
    }
  };
  return {
    read: (workflow, storage = browserStorage()) => {
      const known = readAll(storage).find(([id]) => id === workflow)?.[1];
      return schema.safeParse(known).data ?? schema.parse({});
    },
    write: (workflow, value, storage = browserStorage()) => {
      const others = readAll(storage).filter(([id]) => id !== workflow);
      try {
        storage?.setItem(key, JSON.stringify([[workflow, value], ...others].slice(0, MAX_WORKFLOWS)));
      } catch {
        // Private windows may refuse to store anything.
      }
    },
  };
}
