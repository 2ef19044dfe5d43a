import { createHash } from "node:crypto";
import { forEachInTurns } from "@/lib/breath";
import type { CachedResult } from "@/lib/engine/options";
import { type CacheEntry, type CacheStats, cacheKeySchema } from "@/types/api";
import { isAppError } from "@/types/errors";
import type { CacheLimits, CacheStore } from "./ports";
import { applyChange, notKept } from "./resultEntry";

/** Kept results, wherever they stand. */
export interface ResultEntries {
  /** @throws AppError `conflict` for one that another version writes in a form of its own, `storage_failed` */
  find(key: string, mayWait?: boolean): Promise<FoundEntry | undefined>;
  /** In the place of one that is not pinned. @throws AppError `storage_failed` */
  keep(entry: CacheEntry, nowMs: number): Promise<void>;
  /** Moves the time of the last use. @throws AppError `storage_failed` */
  use(entry: CacheEntry, nowMs: number): Promise<void>;
  /** Lets nobody else change it meanwhile. @throws AppError `not_found`, `conflict`, `storage_failed`, what `edit` throws */
  change(key: string, edit: (before: CacheEntry) => CacheEntry): Promise<CacheEntry>;
  touched(): Promise<CacheEntry[]>;
  stats(): Promise<CacheStats>;
  /** Removes what is not pinned. */
  clear(): Promise<CacheStats>;
  /** Removes what is not pinned and was not used for too long, or takes too much: first what was used longest ago. */
  removeBeyond(limits: CacheLimits, nowMs: number): Promise<void>;
}

export interface FoundEntry {
  entry: CacheEntry;
  /** Milliseconds since 1970. */
  usedAtMs: number;
}

export interface ResultCacheOptions {
  limits: () => Promise<CacheLimits>;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Results cannot be kept, and would be paid for again; told once until one is kept. */
  report?: (error: unknown) => void;
}

/** When an entry was last used is moved at most this often, in milliseconds. */
const TOUCH_INTERVAL_MS = 3_600_000;
/** The limits are looked after once in so many new entries. */
const PUTS_PER_SWEEP = 1000;

export function createResultCache(
  entries: ResultEntries,
  { limits, now = Date.now, report = () => {} }: ResultCacheOptions,
): CacheStore {
  let puts = 0;
  let isReported = false;
  let maxAgeMs = Number.POSITIVE_INFINITY;

  const find = async (key: string, mayWait = true): Promise<FoundEntry | undefined> =>
    cacheKeySchema.safeParse(key).success ? entries.find(key, mayWait) : undefined;

  const sweep = async (): Promise<void> => {
    const { maxBytes, ...limit } = await limits();
    maxAgeMs = limit.maxAgeMs;
    await entries.removeBeyond({ maxBytes, maxAgeMs }, now());
  };

  const keep = async (entry: CacheEntry): Promise<void> => {
    const kept = await find(entry.key);
    if (kept?.entry.pinned) return; // held fast by a person
    await entries.keep(entry, now());
    if (++puts % PUTS_PER_SWEEP === 0) await sweep();
  };

  return {
    digest: async (pieces) => {
      const hash = createHash("sha256");
      await forEachInTurns(pieces, (piece) => void hash.update(piece));
      return hash.digest("hex");
    },
    get: async (key, { pinnedOnly = false, since, mayWait } = {}) => {
      // What cannot be read is made anew: a run does not fail over what was only kept for it.
      const found = await find(key, mayWait).catch(() => undefined);
      if (found === undefined) return undefined;
      const { entry, usedAtMs } = found;
      if (pinnedOnly && !entry.pinned && (since === undefined || entry.madeAt < since)) return undefined;
      const unusedMs = now() - usedAtMs;
      if (!entry.pinned && unusedMs > maxAgeMs) return undefined;
      if (unusedMs > TOUCH_INTERVAL_MS) await entries.use(entry, now()).catch(() => undefined);
      return toResult(entry);
    },
    put: async (key, result) => {
      try {
        await keep({ ...result, key, madeAt: new Date(now()).toISOString(), pinned: false });
        isReported = false;
      } catch (error) {
        // A full disk must not fail the run whose answer this is; and what another version keeps stays as it is.
        if (isReported || (isAppError(error) && error.code === "conflict")) return;
        isReported = true;
        report(error);
      }
    },
    read: async (key) => {
      const found = await find(key, false);
      if (found === undefined) throw notKept(key);
      return found.entry;
    },
    change: async (key, change) => {
      if (!cacheKeySchema.safeParse(key).success) throw notKept(key);
      return entries.change(key, (before) => applyChange(before, change, now()));
    },
    touched: entries.touched,
    stats: entries.stats,
    clear: entries.clear,
    sweep,
  };
}

function toResult({ output, usage, payer, calls }: CacheEntry): CachedResult {
  return {
    output,
    ...(usage === undefined ? {} : { usage }),
    ...(payer === undefined ? {} : { payer }),
    ...(calls === undefined ? {} : { calls }),
  };
}
