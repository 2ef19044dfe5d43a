import { createNameFinder } from "@/lib/storage/assetName";
import type { FoundEntry, ResultEntries } from "@/lib/storage/resultCache";
import { isTouched, notKept, parseEntry } from "@/lib/storage/resultEntry";
import { RUN_PATIENCE_MS, untilDone } from "@/lib/storage/untilDone";
import type { CacheEntry, CacheStats } from "@/types/api";
import type { Database, Statements } from "./database";
import { endsByItself } from "./databaseError";

interface EntryRow {
  entry: string;
  pinned: boolean;
  used_at: Date;
}

const STATS = `count(*)::integer AS entries, coalesce(sum(bytes), 0)::float8 AS bytes,
  (count(*) FILTER (WHERE pinned))::integer AS pinned`;

/** One that a person holds fast since it was looked for stays. */
const KEEP = `
INSERT INTO results (key, entry, pinned, touched, bytes, used_at, named) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (key) DO UPDATE SET entry = excluded.entry, pinned = excluded.pinned, touched = excluded.touched,
  bytes = excluded.bytes, used_at = excluded.used_at, named = excluded.named
WHERE NOT results.pinned`;

const REMOVE_BEYOND = `
DELETE FROM results WHERE NOT pinned AND (used_at < $1 OR key IN (
  SELECT key FROM (
    SELECT key, sum(bytes) OVER (ORDER BY used_at DESC, key) AS total FROM results WHERE NOT pinned
  ) AS counted WHERE total > $2
))`;

/**
 * Entries as the text that a file would have; what statements look at stands beside it. A run that looks or keeps waits
 * for a database that is away: it would pay again for what is kept.
 */
export function createPostgresResultEntries(database: Database, patienceMs = RUN_PATIENCE_MS): ResultEntries {
  const patience = { patienceMs, outlasts: endsByItself };
  return {
    find: (key, mayWait) => (mayWait ? untilDone(() => findRow(database, key), patience) : findRow(database, key)),
    keep: async (entry, nowMs) => {
      await untilDone(() => database.query(KEEP, toValues(entry, nowMs)), patience);
    },
    use: async ({ key }, nowMs) => {
      await database.query("UPDATE results SET used_at = $2 WHERE key = $1", [key, new Date(nowMs)]);
    },
    change: (key, edit) =>
      database.transaction(async (statements) => {
        const before = await findRow(statements, key, "FOR UPDATE");
        if (before === undefined) throw notKept(key);
        const entry = edit(before.entry);
        await statements.query(
          "UPDATE results SET entry = $2, pinned = $3, touched = $4, bytes = $5, used_at = $6, named = $7 WHERE key = $1",
          toValues(entry, before.usedAtMs),
        );
        return entry;
      }),
    touched: async () => {
      const rows = await database.query<EntryRow & { key: string }>(
        "SELECT key, entry, pinned, used_at FROM results WHERE touched ORDER BY key",
      );
      return rows.flatMap(({ key, ...row }) => toFound(key, row)?.entry ?? []);
    },
    stats: () => statsOf(database, `SELECT ${STATS} FROM results`),
    clear: () =>
      statsOf(
        database,
        `WITH gone AS (DELETE FROM results WHERE NOT pinned RETURNING bytes, pinned) SELECT ${STATS} FROM gone`,
      ),
    removeBeyond: async ({ maxBytes, maxAgeMs }, nowMs) => {
      await database.query(REMOVE_BEYOND, [new Date(Math.max(0, nowMs - maxAgeMs)), maxBytes]);
    },
  };
}

async function findRow({ query }: Statements, key: string, lock = ""): Promise<FoundEntry | undefined> {
  const [row] = await query<EntryRow>(`SELECT entry, pinned, used_at FROM results WHERE key = $1 ${lock}`, [key]);
  return row && toFound(key, row);
}

function toFound(key: string, { entry: text, pinned, used_at: usedAt }: EntryRow): FoundEntry | undefined {
  const entry = parseEntry(key, text);
  return entry && { entry: { ...entry, pinned }, usedAtMs: usedAt.getTime() };
}

/** @param text of the entry, as it was kept elsewhere */
export function toValues(entry: CacheEntry, usedAtMs: number, text = JSON.stringify(entry)): unknown[] {
  const named = new Set<string>();
  // The name of the entry itself looks like one.
  createNameFinder((name) => name !== entry.key && named.add(name))(text);
  return [entry.key, text, entry.pinned, isTouched(entry), Buffer.byteLength(text), new Date(usedAtMs), [...named]];
}

async function statsOf({ query }: Statements, statement: string): Promise<CacheStats> {
  const [stats] = await query<CacheStats>(statement);
  return stats ?? { entries: 0, bytes: 0, pinned: 0 };
}
