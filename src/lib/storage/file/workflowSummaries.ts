import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parseStored } from "@/lib/storage/storedJson";
import { summarizeText, toWorkflowSummary } from "@/lib/storage/workflowSummary";
import { isAppError } from "@/types/errors";
import { idSchema, type WorkflowSummary, workflowSummarySchema } from "@/types/workflow";
import { writeFileAtomic } from "./atomicFile";
import { isMissing, toStorageError } from "./storageError";
import { readStoredText, timeOfVersion, versionOfFile } from "./storedFile";

/** Null for a document that cannot be read: it is left out of the list, and opening it tells why. */
const knownSchema = z.object({ version: z.string(), summary: workflowSummarySchema.required().nullable() });
type Known = z.infer<typeof knownSchema>;
const indexSchema = z.array(z.tuple([idSchema, knownSchema]));

/** Files that are open at one time: thousands of documents must not use up what the system allows. */
const MAX_AT_ONCE = 32;
/** Reading fewer documents than this costs less than keeping what was read. */
const WORTH_KEEPING = 50;
/** Of files that cannot be opened until a person does something about them. */
const lastingReasons: ReadonlySet<unknown> = new Set(["EISDIR", "EACCES", "EPERM", "ELOOP"]);

/**
 * Lists what is in `directory`, the latest first. A document is read again only when its file has changed; what is
 * known of thousands outlives the process in `<directory>/.summaries`, which can be deleted at any time.
 */
export function createWorkflowSummaries(directory: string): () => Promise<WorkflowSummary[]> {
  const indexPath = join(directory, ".summaries");
  let known: Map<string, Known> | undefined;

  async function look(id: string): Promise<Known | undefined> {
    const path = join(directory, `${id}.json`);
    const version = versionOfFile(path);
    const before = known?.get(id);
    if (version === undefined) return undefined; // removed meanwhile
    if (before?.version === version) return before;
    try {
      const text = await readStoredText(path);
      if (text === undefined) return undefined;
      const kept = summarizeText(id, text);
      return { version, summary: kept && toWorkflowSummary(id, timeOfVersion(version), kept) };
    } catch (error) {
      if (isAppError(error) && lastingReasons.has(error.facts.reason)) return undefined;
      throw error;
    }
  }

  return async () => {
    known ??= await readIndex(indexPath);
    const [before, now] = [known, new Map<string, Known>()];
    await forEachOf(await idsIn(directory), async (id) => {
      const found = await look(id);
      if (found !== undefined) now.set(id, found);
    });
    known = now;
    const read = [...now].filter(([id, found]) => before.get(id) !== found).length;
    if (read >= WORTH_KEEPING) await keepIndex(indexPath, now);
    return [...now.values()]
      .flatMap(({ summary }) => summary ?? [])
      .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  };
}

async function idsIn(directory: string): Promise<string[]> {
  try {
    const names = await readdir(directory);
    const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
    return ids.filter((id) => idSchema.safeParse(id).success);
  } catch (error) {
    if (isMissing(error)) return [];
    throw toStorageError(error, "The list of workflows", "read");
  }
}

/** It only saves reading: where it cannot be read or kept, the list is as good without. */
async function readIndex(path: string): Promise<Map<string, Known>> {
  const text = await readStoredText(path).catch(storageErrorIsUndefined);
  const read = indexSchema.safeParse(parseStored(text ?? "[]"));
  return new Map(read.success ? read.data : []);
}

async function keepIndex(path: string, known: Map<string, Known>): Promise<void> {
  await writeFileAtomic(path, JSON.stringify([...known]), { isDurable: false }).catch(storageErrorIsUndefined);
}

function storageErrorIsUndefined(error: unknown): undefined {
  if (!isAppError(error)) throw error;
}

/** A few at a time; all workers take from one iterator, so each is taken once. */
async function forEachOf(ids: string[], work: (id: string) => Promise<void>): Promise<void> {
  const waiting = ids.values();
  const worker = async () => {
    for (const id of waiting) await work(id);
  };
  await Promise.all(Array.from({ length: MAX_AT_ONCE }, worker));
}
