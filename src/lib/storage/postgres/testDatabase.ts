import { randomBytes } from "node:crypto";
import { inject, onTestFinished } from "vitest";
import { createDatabase, type Database, type Statements } from "./database";
import { migrate } from "./migrate";

/** A fresh database with all tables, that goes when the test ends. */
export async function testDatabase(): Promise<Database & { url: string }> {
  const url = await createTestDatabase();
  const database = createDatabase({ url });
  onTestFinished(() => database.close());
  await migrate(database);
  return { ...database, url };
}

/** The address of a fresh, empty database, that goes when the test ends. */
export async function createTestDatabase(): Promise<string> {
  const { url, drop } = await createOwnDatabase();
  onTestFinished(drop);
  return url;
}

/** A fresh, empty database that stays until it is dropped. */
export async function createOwnDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = createDatabase({ url: inject("postgresUrl"), maxConnections: 1 });
  const name = `patchbay_${randomBytes(8).toString("hex")}`;
  await server.query(`CREATE DATABASE ${name}`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.close();
    },
  };
}

/** Sessions that hold locks, of this database alone: those of other test files are on the same server. */
const LOCK_SESSIONS = `
  FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** How many sessions hold locks in this database. */
export async function countLockSessions({ query }: Statements): Promise<number> {
  return (await query(`SELECT DISTINCT pid ${LOCK_SESSIONS}`)).length;
}

/** Ends all sessions that hold locks in this database, as a network does that breaks. */
export async function cutLockSessions({ query }: Statements): Promise<void> {
  await query(`SELECT pg_terminate_backend(pid) ${LOCK_SESSIONS}`);
}
