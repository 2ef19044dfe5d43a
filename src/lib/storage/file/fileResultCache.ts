import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { forEachInTurns } from "@/lib/breath";
import type { CachedResult } from "@/lib/engine/options";
import { editedOutput } from "@/lib/nodes/editedOutput";
import type { CacheLimits, CacheStore } from "@/lib/storage/ports";
import { type CacheChange, type CacheEntry, type CacheStats, cacheEntrySchema, cacheKeySchema } from "@/types/api";
import { AppError, isAppError } from "@/types/errors";
import { sweepTemporaryFiles, writeFileAtomic } from "./atomicFile";
import { codeOf, isMissing, toStorageError } from "./storageError";
import { createTouchedKeys } from "./touchedKeys";

export interface FileResultCacheOptions {
  directory: string;
  limits: () => Promise<CacheLimits>;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Results cannot be kept, and would be paid for again; told once until one is kept. */
  report?: (error: unknown) => void;
}

/** When an entry was last used stands in its file's time, which is moved at most this often, in milliseconds. */
const TOUCH_INTERVAL_MS = 3_600_000;
/** The limits are looked after once in so many new entries. */
const PUTS_PER_SWEEP = 1000;

const entryName = /^([0-9a-f]{64})(\.pinned)?\.json$/;

/**
 * `<directory>/<first two digits>/<key>.json`, or `<key>.pinned.json`. A lost entry costs a call and no more, so that
 * none is forced to disk.
 */
export function createFileResultCache({
  directory,
  limits,
  now = Date.now,
  report = () => {},
}: FileResultCacheOptions): CacheStore {
  let puts = 0;
  let isReported = false;
  let maxAgeMs = Number.POSITIVE_INFINITY;
  const touched = createTouchedKeys(join(directory, "touched"));
  const pathOf = (key: string, pinned: boolean) =>
    join(directory, key.slice(0, 2), `${key}${pinned ? ".pinned" : ""}.json`);

  const find = async (key: string): Promise<CacheEntry | undefined> => {
    if (!cacheKeySchema.safeParse(key).success) return undefined;
    for (const pinned of [true, false]) {
      const entry = await readEntry(pathOf(key, pinned));
      // The name of the file says whether it is pinned, since a crash may come before the words are changed as well.
      if (entry !== undefined) return { ...entry, pinned };
    }
    return undefined;
  };

  const read = async (key: string): Promise<CacheEntry> => {
    const entry = await find(key);
    if (entry === undefined) throw new AppError("not_found", "This result is not kept any more.", { key });
    return entry;
  };

  const write = (entry: CacheEntry) =>
    writeFileAtomic(pathOf(entry.key, entry.pinned), JSON.stringify(entry), { isDurable: false });

  const sweep = async (): Promise<void> => {
    const { maxBytes, ...limit } = await limits();
    maxAgeMs = limit.maxAgeMs;
    await removeBeyond(directory, { maxBytes, maxAgeMs }, now());
  };

  return {
    digest: async (pieces) => {
      const hash = createHash("sha256");
      await forEachInTurns(pieces, (piece) => void hash.update(piece));
      return hash.digest("hex");
    },
    get: async (key, { pinnedOnly = false, since } = {}) => {
      // What cannot be read is made anew: a run does not fail over what was only kept for it.
      const entry = await find(key).catch(() => undefined);
      if (entry === undefined) return undefined;
      if (pinnedOnly && !entry.pinned && (since === undefined || entry.madeAt < since)) return undefined;
      const path = pathOf(key, entry.pinned);
      const unusedMs = await unusedFor(path, now());
      if (!entry.pinned && unusedMs > maxAgeMs) return undefined;
      if (unusedMs > TOUCH_INTERVAL_MS) await utimes(path, new Date(now()), new Date(now())).catch(() => undefined);
      return toResult(entry);
    },
    put: async (key, result) => {
      try {
        const kept = await find(key);
        if (kept?.pinned) return; // held fast by a person
        await write({ ...result, key, madeAt: new Date(now()).toISOString(), pinned: false });
        if (++puts % PUTS_PER_SWEEP === 0) await sweep();
        isReported = false;
      } catch (error) {
        // A full disk must not fail the run whose answer this is; and what another version keeps stays as it is.
        if (isReported || (isAppError(error) && error.code === "conflict")) return;
        isReported = true;
        report(error);
      }
    },
    read,
    change: async (key, change) => {
      const before = await read(key);
      const entry = applyChange(before, change, now());
      try {
        // Named before it is one: a name too many does no harm.
        await touched.add(key);
        if (entry.pinned !== before.pinned) await rename(pathOf(key, before.pinned), pathOf(key, entry.pinned));
        await write(entry);
      } catch (error) {
        throw toStorageError(error, "The kept result");
      }
      return entry;
    },
    touched: async () => {
      const entries: CacheEntry[] = [];
      for (const key of await touched.list()) {
        const entry = await find(key);
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
    sweep,
  };
}

/** Made once: each schema compiles a parser of its own. */
const storedEntrySchema = cacheEntrySchema.loose();

/**
 * An entry, with what another version has added to it; undefined where there is none, or something else: what a power
 * cut left, or a person. @throws AppError `conflict` for an entry that another version writes in a form of its own,
 * `storage_failed`
 */
async function readEntry(path: string): Promise<CacheEntry | undefined> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw toStorageError(error, "The kept result", "read");
  });
  if (text === undefined) return undefined;
  const value = parseJson(text);
  const entry = storedEntrySchema.safeParse(value);
  if (entry.success) return entry.data;
  if (typeof value !== "object" || value === null || !("key" in value) || !path.includes(String(value.key))) {
    return undefined;
  }
  const message = "This result was kept by another version of Patchbay, which alone can read it. It was left as it is.";
  throw new AppError("conflict", message, { key: value.key });
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws AppError `invalid_request` for an output that the result does not have, `conflict` */
function applyChange(before: CacheEntry, change: CacheChange, nowMs: number): CacheEntry {
  const { key } = before;
  const { pinned = before.pinned, output, original } = change;
  const unknown = Object.keys(output ?? {}).filter((port) => !Object.hasOwn(before.output, port));
  if (unknown.length > 0) {
    const message = `This result has no output ${unknown.join(", ")}; it has ${Object.keys(before.output).join(", ")}.`;
    throw new AppError("invalid_request", message, { key });
  }
  const at = new Date(nowMs).toISOString();
  if (original === true) return restored(before, pinned, at);
  if (output === undefined) return { ...before, pinned };
  const edited = editedOutput(before.output, output);
  // What was edited by an earlier version has lost what the model gave.
  const given = before.original ?? (before.editedAt === undefined ? before.output : undefined);
  if (given !== undefined && isDeepStrictEqual(edited, given)) return restored(before, pinned, at);
  const editedSince = before.editedAt === undefined ? at : before.editedSince;
  return { ...before, output: edited, original: given, editedAt: at, editedSince, restoredAt: undefined, pinned };
}

/** @throws AppError `conflict` where the model's answer is not kept */
function restored(before: CacheEntry, pinned: boolean, at: string): CacheEntry {
  if (before.editedAt === undefined) return { ...before, pinned };
  if (before.original === undefined) {
    const message = "The model's own answer is not kept any more. Run the node fresh to ask for it again.";
    throw new AppError("conflict", message, { key: before.key });
  }
  const { original, editedAt: _, ...rest } = before;
  return { ...rest, output: original, original: undefined, restoredAt: at, pinned };
}

function isTouched({ pinned, editedAt, restoredAt }: CacheEntry): boolean {
  return pinned || editedAt !== undefined || restoredAt !== undefined;
}

function toResult({ output, usage, payer, calls }: CacheEntry): CachedResult {
  return {
    output,
    ...(usage === undefined ? {} : { usage }),
    ...(payer === undefined ? {} : { payer }),
    ...(calls === undefined ? {} : { calls }),
  };
}

/** Milliseconds since an entry was last used. */
async function unusedFor(path: string, nowMs: number): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => nowMs - mtimeMs,
    () => Number.POSITIVE_INFINITY,
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
