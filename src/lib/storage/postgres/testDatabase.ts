import { randomBytes } from "node:crypto";
import { inject, onTestFinished } from "vitest";
import { createDatabase, type Database } from "./database";
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
