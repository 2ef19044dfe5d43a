import { randomBytes } from "node:crypto";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { BIN_KEEP_MS, type BinPlace, notInBin, toBinnedWorkflow } from "@/lib/storage/binnedWorkflow";
import type { BinnedWorkflow } from "@/types/workflow";
import { ensurePrivateDirectory, syncDirectory } from "./atomicFile";
import { isMissing, orStorageError, toStorageError } from "./storageError";
import { readStoredText } from "./storedFile";

const what = "The bin";
/** `<deleted at, milliseconds in base 36>-<random>.<workflow id>.json` */
const fileName = /^([0-9a-z]+)-([0-9a-f]{8})\.([\w-]{1,64})\.json$/;

export interface BinEntry extends BinPlace {
  path: string;
}

export type FileBin = ReturnType<typeof createFileBin>;

/**
 * Deleted documents in `<dataDir>/bin`, each as its file was, for thirty days. Whoever changes something here holds the
 * lock of the documents.
 */
export function createFileBin(dataDir: string, now: () => number = Date.now) {
  const directory = join(/* turbopackIgnore: true */ dataDir, "bin");

  const entries = async (): Promise<BinEntry[]> => {
    const names = await readdir(directory).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw toStorageError(error, what, "read");
    });
    return names.flatMap((name) => toEntry(directory, name) ?? []).sort((a, b) => b.deletedAtMs - a.deletedAtMs);
  };

  const find = async (entry: string): Promise<BinEntry> => {
    const found = (await entries()).find((candidate) => candidate.entry === entry);
    if (found === undefined) throw notInBin(entry);
    return found;
  };

  return {
    entries,
    find,
    expired: async () => (await entries()).filter(({ deletedAtMs }) => now() - deletedAtMs >= BIN_KEEP_MS),
    /** Newest first. */
    list: async (): Promise<BinnedWorkflow[]> => {
      const all: BinnedWorkflow[] = [];
      // One after the other: thousands of documents must not use up the files that the system lets be open.
      for (const entry of await entries()) all.push(...(await toBinned(entry)));
      return all;
    },
    /** Takes a file in, from where it lies. */
    take: async (id: string, from: string): Promise<void> => {
      await ensurePrivateDirectory(directory);
      const to = join(directory, `${now().toString(36)}-${randomBytes(4).toString("hex")}.${id}.json`);
      await orStorageError(rename(from, to), what);
      await orStorageError(syncDirectory(directory), what);
    },
    remove: ({ path }: BinEntry) => orStorageError(rm(path, { force: true }), what),
  };
}

function toEntry(directory: string, name: string): BinEntry | undefined {
  const [, time, random, id] = fileName.exec(name) ?? [];
  if (time === undefined || id === undefined) return undefined;
  return { entry: `${time}-${random}`, id, path: join(directory, name), deletedAtMs: Number.parseInt(time, 36) };
}

async function toBinned({ path, ...place }: BinEntry): Promise<BinnedWorkflow[]> {
  const text = await readStoredText(path, what);
  return text === undefined ? [] : [toBinnedWorkflow(place, text)]; // restored meanwhile
}
