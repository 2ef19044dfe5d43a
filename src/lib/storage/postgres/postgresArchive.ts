import { type Archive, type KeptKind, type KeptThing, splitKey } from "@/lib/storage/archive";
import { parseLabelLines } from "@/lib/storage/labelLines";
import type { AssetStore } from "@/lib/storage/ports";
import { parseEntry } from "@/lib/storage/resultEntry";
import { parseVersionName } from "@/lib/storage/workflowDocument";
import { summarizeText } from "@/lib/storage/workflowSummary";
import { addJournal } from "./addJournal";
import type { Database } from "./database";
import { toValues } from "./postgresResultEntries";
import { putLabel } from "./postgresRunLabels";

/** Keys that are read at once. */
const PAGE = 1000;

/** How the things of one kind stand in their table. */
interface Table {
  /** `key`, and what else names the thing, of those whose key comes after $1; at most $2, in their order. */
  keys: string;
  /** `content` (bytes) and `at` of the thing with the key $1. */
  read: string;
  /** Gives whether it was added. */
  add(thing: KeptThing): Promise<boolean>;
}

interface ThingRow {
  content: Buffer;
  at: Date;
}

/** All tables of a database that hold what a data directory does: that has one person, and no accounts of others. */
export function createPostgresArchive(database: Database, assets: AssetStore): Archive {
  const tables = tablesOf(database, assets);
  return {
    read: async function* (kind) {
      const { keys, read } = tables[kind];
      for (let after = ""; ; ) {
        const page = await database.query<{ key: string }>(keys, [after, PAGE]);
        for (const { key } of page) {
          const [row] = await database.query<ThingRow>(read, [key]);
          if (row !== undefined) yield { key, atMs: row.at.getTime(), content: row.content };
        }
        const last = page.at(-1)?.key;
        if (last === undefined) return;
        after = last;
      }
    },
    add: (kind, thing) => tables[kind].add(thing),
  };
}

function tablesOf(database: Database, assets: AssetStore): Record<KeptKind, Table> {
  const isAdded = async (sql: string, values: unknown[]) =>
    (await database.query(`${sql} ON CONFLICT DO NOTHING RETURNING 1`, values)).length > 0;
  const keysOf = (key: string, table: string) =>
    `SELECT ${key} AS key FROM ${table} WHERE ${key} COLLATE "C" > $1 ORDER BY ${key} COLLATE "C" LIMIT $2`;
  return {
    assets: {
      keys: keysOf("asset", "assets"),
      read: `SELECT put_at AS at, (SELECT string_agg(bytes, ''::bytea ORDER BY number) FROM asset_chunks WHERE asset = $1) AS content
             FROM assets WHERE asset = $1`,
      add: async ({ key, content }) => {
        const isThere = (await database.query("SELECT 1 FROM assets WHERE asset = $1", [key])).length > 0;
        if (!isThere) await assets.put(content, "");
        return !isThere;
      },
    },
    "settings and accounts": {
      keys: `SELECT name AS key FROM texts WHERE name <> 'sessions' AND position('@' in name) = 0 AND name COLLATE "C" > $1 ORDER BY name COLLATE "C" LIMIT $2`,
      read: "SELECT convert_to(content, 'UTF8') AS content, saved_at AS at FROM texts WHERE name = $1",
      add: ({ key, atMs, content }) =>
        isAdded("INSERT INTO texts (name, saved_at, content) VALUES ($1, $2, $3)", [
          key,
          new Date(atMs),
          textOf(content),
        ]),
    },
    workflows: {
      keys: keysOf("id", "workflows"),
      read: "SELECT convert_to(document, 'UTF8') AS content, saved_at AS at FROM workflows WHERE id = $1",
      add: ({ key, atMs, content }) => {
        const text = textOf(content);
        const summary = JSON.stringify(summarizeText(key, text));
        const sql = "INSERT INTO workflows (id, saved_at, document, summary) VALUES ($1, $2, $3, $4)";
        return isAdded(sql, [key, new Date(atMs), text, summary]);
      },
    },
    versions: {
      keys: keysOf("(workflow_id || '/' || version)", "workflow_versions"),
      read: `SELECT document AS content, saved_at AS at FROM workflow_versions
             WHERE workflow_id = split_part($1, '/', 1) AND version = split_part($1, '/', 2)`,
      add: async ({ key, content }) => {
        const [workflow, version] = splitKey(key);
        const named = parseVersionName(version);
        if (named === undefined) return false;
        const sql =
          "INSERT INTO workflow_versions (workflow_id, version, revision, saved_at, document) VALUES ($1, $2, $3, $4, $5)";
        return isAdded(sql, [workflow, version, named.revision, new Date(named.savedAtMs), content]);
      },
    },
    "names of versions": {
      keys: `SELECT key FROM (SELECT workflow_id || '/' || version AS key FROM workflow_versions WHERE name IS NOT NULL) AS named
             WHERE key COLLATE "C" > $1 ORDER BY key COLLATE "C" LIMIT $2`,
      read: `SELECT convert_to(name::text, 'UTF8') AS content, saved_at AS at FROM workflow_versions
             WHERE workflow_id = split_part($1, '/', 1) AND version = split_part($1, '/', 2)`,
      add: async ({ key, content }) => {
        const sql = `UPDATE workflow_versions SET name = $3 WHERE workflow_id = $1 AND version = $2 AND name IS NULL RETURNING 1`;
        return (await database.query(sql, [...splitKey(key), textOf(content)])).length > 0;
      },
    },
    "deleted workflows": {
      keys: keysOf("(entry || '.' || id)", "workflow_bin"),
      read: `SELECT convert_to(document, 'UTF8') AS content, deleted_at AS at FROM workflow_bin WHERE entry = split_part($1, '.', 1)`,
      add: ({ key, content }) => {
        const [entry = "", id] = key.split(".");
        const deletedAt = new Date(Number.parseInt(entry, 36));
        const sql = "INSERT INTO workflow_bin (entry, id, deleted_at, document) VALUES ($1, $2, $3, $4)";
        return isAdded(sql, [entry, id, deletedAt, textOf(content)]);
      },
    },
    runs: {
      keys: `SELECT id AS key FROM runs WHERE last_seq > 0 AND id > $1 ORDER BY id LIMIT $2`,
      read: `SELECT convert_to(string_agg(body || E'\\n', '' ORDER BY seq), 'UTF8') AS content, now() AS at
             FROM run_events WHERE run_id = $1 HAVING count(*) > 0`,
      add: ({ key, content }) => database.transaction((statements) => addJournal(statements, key, textOf(content))),
    },
    "labels of runs": {
      keys: `SELECT DISTINCT run_id AS key FROM run_labels WHERE run_id > $1 ORDER BY run_id LIMIT $2`,
      read: `SELECT convert_to(string_agg(body || E'\\n', '' ORDER BY node, item), 'UTF8') AS content, now() AS at
             FROM run_labels WHERE run_id = $1 HAVING count(*) > 0`,
      add: ({ key, content }) =>
        database.transaction(async (statements) => {
          const isThere = await statements.query("SELECT 1 FROM run_labels WHERE run_id = $1 LIMIT 1", [key]);
          if (isThere.length > 0) return false;
          for (const label of parseLabelLines(textOf(content))) await putLabel(statements, key, label);
          return true;
        }),
    },
    "kept results": {
      keys: `SELECT key FROM (SELECT key || CASE WHEN pinned THEN '.pinned' ELSE '' END AS key FROM results) AS named
             WHERE key COLLATE "C" > $1 ORDER BY key COLLATE "C" LIMIT $2`,
      read: `SELECT convert_to(entry, 'UTF8') AS content, used_at AS at FROM results WHERE key = split_part($1, '.', 1)`,
      add: async ({ key: name, atMs, content }) => {
        const [key = "", pinned] = name.split(".");
        const text = textOf(content);
        const entry = parseEntry(key, text);
        if (entry === undefined) return false;
        const sql =
          "INSERT INTO results (key, entry, pinned, touched, bytes, used_at, named) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        return isAdded(sql, toValues({ ...entry, pinned: pinned !== undefined }, atMs, text));
      },
    },
  };
}

function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString("utf8");
}
