import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createDatabase, type Database } from "@/lib/storage/postgres/database";

const LOOK_MS = 50;
const TIME_LIMIT_MS = 300_000;

/** An empty database of its own on a server, and a way to ask it that is none of what is measured. */
export async function freshDatabase(serverUrl: string): Promise<Database & { url: string }> {
  const server = createDatabase({ url: serverUrl, maxConnections: 1 });
  const name = `bench_${randomBytes(6).toString("hex")}`;
  await server.query(`CREATE DATABASE ${name}`);
  await server.close();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { ...createDatabase({ url: url.href, maxConnections: 2, statementTimeoutMs: TIME_LIMIT_MS }), url: url.href };
}

/** Asks again and again for a number until there are so many. @throws after five minutes */
export async function untilCount(database: Database, statement: string, least: number): Promise<void> {
  const untilMs = performance.now() + TIME_LIMIT_MS;
  while ((await countOf(database, statement)) < least) {
    if (performance.now() > untilMs) throw new Error(`There were not ${least} after ${TIME_LIMIT_MS / 1000} s.`);
    await sleep(LOOK_MS);
  }
}

/** @param statement gives one row with `count` */
export async function countOf(database: Database, statement: string): Promise<number> {
  const [row] = await database.query<{ count: string }>(statement);
  return Number(row?.count);
}
