import { readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { CacheLimits } from "@/lib/storage/ports";
import type { FoundEntry, ResultEntries } from "@/lib/storage/resultCache";
import { isTouched, notKept, parseEntry } from "@/lib/storage/resultEntry";
import type { CacheEntry, CacheStats } from "@/types/api";
import { sweepTemporaryFiles, writeFileAtomic } from "./atomicFile";
import { codeOf, isMissing, toStorageError } from "./storageError";
import { createTouchedKeys } from "./touchedKeys";

const entryName = /^([0-9a-f]{64})(\.pinned)?\.json$/;

/**
 * `<directory>/<first two digits>/<key>.json`, or `<key>.pinned.json`. A lost entry costs a call and no more, so that
 * none is forced to disk. When an entry was last used stands in its file's time.
 */
export function createFileResultEntries(directory: string): ResultEntries {
  const touched = createTouchedKeys(join(directory, "touched"));
  const pathOf = (key: string, pinned: boolean) =>
    join(directory, key.slice(0, 2), `${key}${pinned ? ".pinned" : ""}.json`);

  const find = async (key: string): Promise<FoundEntry | undefined> => {
    for (const pinned of [true, false]) {
      const path = pathOf(key, pinned);
      const entry = await readEntry(key, path);
      // The name of the file says whether it is pinned, since a crash may come before the words are changed as well.
      if (entry !== undefined) return { entry: { ...entry, pinned }, usedAtMs: await usedAt(path) };
    }
    return undefined;
  };

  const keep = (entry: CacheEntry) =>
    writeFileAtomic(pathOf(entry.key, entry.pinned), JSON.stringify(entry), { isDurable: false });

  return {
    find,
    keep,
    use: ({ key, pinned }, nowMs) => utimes(pathOf(key, pinned), new Date(nowMs), new Date(nowMs)),
    change: async (key, edit) => {
      const before = (await find(key))?.entry;
      if (before === undefined) throw notKept(key);
      const entry = edit(before);
      try {
        // Named before it is one: a name too many does no harm.
        await touched.add(key);
        if (entry.pinned !== before.pinned) await rename(pathOf(key, before.pinned), pathOf(key, entry.pinned));
        await keep(entry);
      } catch (error) {
        throw toStorageError(error, "The kept result");
      }
      return entry;
    },
    touched: async () => {
      const entries: CacheEntry[] = [];
      for (const key of await touched.list()) {
        const entry = (await find(key))?.entry;
        if (entry !== undefined && isTouched(entry)) entries.push(entry);
        else await touched.remove(key);
      }
      return entries;
    },
    stats: async () => toStats(await listFiles(directory)),
    clear: async () => {
      const files = (await listFiles(directory)).filter(({ pinned }) => !pinned);
      for (const { path } of files) await rm(path, { force: true });
      return toStats(files);
    },
    removeBeyond: (limits, nowMs) => removeBeyond(directory, limits, nowMs),
  };
}

/** Undefined where there is none, or something else. @throws AppError `conflict`, `storage_failed` */
async function readEntry(key: string, path: string): Promise<CacheEntry | undefined> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw toStorageError(error, "The kept result", "read");
  });
  return text === undefined ? undefined : parseEntry(key, text);
}

/** Long ago for one that was removed meanwhile. */
async function usedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NEGATIVE_INFINITY,
  );
}

interface EntryFile {
  path: string;
  pinned: boolean;
  bytes: number;
  usedAtMs: number;
}

/** @throws AppError `storage_failed` */
async function listFiles(directory: string): Promise<EntryFile[]> {
  const files: EntryFile[] = [];
  for (const shard of await namesIn(directory)) {
    const inShard = join(directory, shard);
    await sweepTemporaryFiles(inShard);
    for (const name of await namesIn(inShard)) {
      const match = entryName.exec(name);
      const path = join(inShard, name);
      const made = match === null ? undefined : await stat(path).catch(() => undefined);
      if (made === undefined) continue;
      files.push({ path, pinned: match?.[2] !== undefined, bytes: made.size, usedAtMs: made.mtimeMs });
    }
  }
  return files;
}

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: unknown) => {
    // Nothing was kept yet, or it is a file that somebody has put there.
    if (isMissing(error) || codeOf(error) === "ENOTDIR") return [];
    throw toStorageError(error, "The kept results", "read");
  });
}

/** Removes what is not pinned and was not used for too long, or takes too much: first what was used longest ago. */
async function removeBeyond(directory: string, { maxBytes, maxAgeMs }: CacheLimits, nowMs: number): Promise<void> {
  const files = (await listFiles(directory)).filter(({ pinned }) => !pinned).sort((a, b) => b.usedAtMs - a.usedAtMs);
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    if (bytes > maxBytes || nowMs - file.usedAtMs > maxAgeMs) await rm(file.path, { force: true });
  }
}

function toStats(files: EntryFile[]): CacheStats {
  return {
    entries: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    pinned: files.filter(({ pinned }) => pinned).length,
  };
}
