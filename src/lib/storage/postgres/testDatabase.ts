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
  const server = createDatabase({ url: inject("postgresUrl"), maxConnections: 1 });
  const name = `patchbay_${randomBytes(8).toString("hex")}`;
  await server.query(`CREATE DATABASE ${name}`);
  onTestFinished(async () => {
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.close();
  });
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return url.href;
}
