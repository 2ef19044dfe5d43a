import type { StoredText, TextStore, VersionedText } from "@/lib/storage/ports";
import { asideName, changedMeanwhile } from "@/lib/storage/storedText";
import type { Database, Row } from "./database";
import { endsByItself } from "./databaseError";

/** @param lock over all processes on this database */
export function createPostgresTextStore(database: Database, lock: TextStore["lock"]): TextStore {
  return {
    text: (name) => createPostgresText(database, name),
    names: async () => {
      const rows = await database.query<{ name: string }>(`SELECT name FROM texts ORDER BY name COLLATE "C"`);
      return rows.map(({ name }) => name);
    },
    lock,
    outlasts: endsByItself,
  };
}

interface TextRow extends Row {
  version: string;
  /** Null where the version is the one that is known. */
  content: string | null;
}

function createPostgresText(database: Database, name: string): StoredText {
  const place = `the database (${name})`;
  let known: VersionedText | undefined;

  const change = async (sql: string, values: readonly unknown[]) => {
    const changed = await database.query(sql, values);
    if (changed.length === 0) throw changedMeanwhile(place);
  };

  return {
    place,
    read: async () => {
      // Answers may overtake each other: one that tells of no change speaks of what it was asked with.
      const before = known;
      const [row] = await database.query<TextRow>(
        "SELECT version, CASE WHEN version = $2 THEN NULL ELSE content END AS content FROM texts WHERE name = $1",
        [name, before?.version ?? null],
      );
      if (row === undefined) return undefined;
      if (row.content === null) return before;
      known = { text: row.content, version: row.version };
      return known;
    },
    write: (text, over) =>
      over === undefined
        ? change("INSERT INTO texts (name, content) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING version", [
            name,
            text,
          ])
        : change(
            `UPDATE texts SET content = $2, version = nextval('text_versions'), saved_at = now()
             WHERE name = $1 AND version = $3 RETURNING version`,
            [name, text, over],
          ),
    moveAside: (label, version) =>
      change(
        `WITH gone AS (DELETE FROM texts WHERE name = $1 AND version = $2 RETURNING content)
         INSERT INTO texts_aside (name, content) SELECT $3, content FROM gone RETURNING name`,
        [name, version, asideName(name, label)],
      ),
    copyAside: async (label) => {
      await database.query("INSERT INTO texts_aside (name, content) SELECT $2, content FROM texts WHERE name = $1", [
        name,
        asideName(name, label),
      ]);
    },
    newestAside: async (label) => {
      const rows = await database
        .query<{ name: string }>(
          "SELECT name FROM texts_aside WHERE starts_with(name, $1) ORDER BY kept_at DESC LIMIT 1",
          [`${name}.${label}-`],
        )
        .catch(() => []);
      return rows[0] && `${rows[0].name} in the table texts_aside`;
    },
    remove: async () => {
      await database.query("DELETE FROM texts WHERE name = $1", [name]);
    },
  };
}
