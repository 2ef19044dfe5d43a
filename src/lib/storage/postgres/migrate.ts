import type { Database, Statements } from "./database";
import type { Migration } from "./migrations/migration";
import { migrations } from "./migrations/migrations";

/** Any number that nobody else takes: the lock under which one process changes tables. */
const LOCK = 8_014_031_226;

/**
 * Brings the tables to what this version needs, once, however many processes start at one time. Steps that a later
 * version has made are left alone: each step is such that the version before can go on beside it.
 * @throws AppError `storage_failed`
 */
export async function migrate(database: Database): Promise<void> {
  const connection = await database.connect(() => {});
  try {
    await connection.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await connection.query(
      "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
    );
    const applied = new Set((await connection.query<{ name: string }>("SELECT name FROM migrations")).map(nameOf));
    for (const step of migrations) if (!applied.has(step.name)) await apply(connection, step);
  } finally {
    await connection.close();
  }
}

async function apply(connection: Statements, { name, sql }: Migration): Promise<void> {
  await connection.query("BEGIN");
  try {
    await connection.query(sql);
    await connection.query("INSERT INTO migrations (name) VALUES ($1)", [name]);
    await connection.query("COMMIT");
  } catch (error) {
    await connection.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

function nameOf({ name }: { name: string }): string {
  return name;
}
