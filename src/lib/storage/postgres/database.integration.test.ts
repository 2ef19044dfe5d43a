import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDatabase } from "./database";
import { isDatabaseAway } from "./databaseError";
import { migrate } from "./migrate";
import { migrations } from "./migrations/migrations";
import { createTestDatabase, testDatabase } from "./testDatabase";

describe("migrate", () => {
  it("makes the tables once, however many processes start at one time", async () => {
    const url = await createTestDatabase();
    const databases = Array.from({ length: 8 }, () => createDatabase({ url, maxConnections: 1 }));
    await Promise.all(databases.map(migrate));
    const [first] = databases;
    const rows = await first?.query<{ name: string }>("SELECT name FROM migrations ORDER BY name");
    expect(rows?.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
    await Promise.all(databases.map((database) => database.close()));
  });

  it("leaves alone what a later version has made", async () => {
    const database = await testDatabase();
    await database.query("INSERT INTO migrations (name) VALUES ('999-of-later')");
    await migrate(database);
    expect(await database.query("SELECT name FROM migrations WHERE name = '999-of-later'")).toHaveLength(1);
  });
});

describe("createDatabase", () => {
  it("takes back the work that throws, and goes on", async () => {
    const database = await testDatabase();
    await database.query("CREATE TABLE numbers (value int)");
    const work = database.transaction(async ({ query }) => {
      await query("INSERT INTO numbers VALUES (1)");
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await database.query("SELECT value FROM numbers")).toEqual([]);
  });

  it("outlives a connection that breaks between two statements of a transaction", async () => {
    const [database, other] = [await testDatabase(), await testDatabase()];
    const crashes: unknown[] = [];
    const crash = (error: unknown) => crashes.push(error);
    process.on("uncaughtException", crash);
    onTestFinished(() => void process.off("uncaughtException", crash));
    const work = database.transaction(async ({ query }) => {
      const [{ pid } = { pid: 0 }] = await query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      await other.query("SELECT pg_terminate_backend($1, 10000)", [pid]);
      await query("SELECT 1");
    });
    expect(isDatabaseAway(await work.catch((error: unknown) => error))).toBe(true);
    expect(crashes).toEqual([]);
    expect(await database.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("tells in words that the database is not there, without its address", async () => {
    const database = createDatabase({ url: "postgres://somebody:secret@127.0.0.1:1/none" });
    const failure = await database.query("SELECT 1").catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "storage_failed", facts: { reason: "ECONNREFUSED" } });
    expect(String(failure)).not.toMatch(/secret|127\.0\.0\.1/);
    await database.close();
  });

  it("ends a statement that takes too long", async () => {
    // Our own limit is half as long again: so much later a busy computer may hear of the end.
    const database = createDatabase({ url: await createTestDatabase(), statementTimeoutMs: 3000 });
    await expect(database.query("SELECT pg_sleep(30)")).rejects.toMatchObject({ facts: { reason: "57014" } });
    await database.close();
  });

  it("waits for no answer of a network that has gone silent, and works again when it has not", async () => {
    const direct = await createTestDatabase();
    const sockets: Socket[] = [];
    const proxy = createServer((client) => {
      const upstream = connect(Number(new URL(direct).port), "127.0.0.1");
      sockets.push(
        client.on("error", () => {}),
        upstream.on("error", () => {}),
      );
      client.pipe(upstream).pipe(client);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const url = new URL(direct);
    url.port = String((proxy.address() as AddressInfo).port);
    const database = createDatabase({ url: url.href, statementTimeoutMs: 200 });
    await database.query("SELECT 1");
    for (const socket of sockets) socket.unpipe().pause();
    const silent = database.query("SELECT 1").catch((error: unknown) => error);
    expect(isDatabaseAway(await silent)).toBe(true);
    expect(await database.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    for (const socket of sockets) socket.destroy();
    proxy.close();
    await database.close();
  });

  it("works again after its connections were cut", async () => {
    const database = await testDatabase();
    const other = createDatabase({ url: database.url });
    await database.query("SELECT 1");
    await other.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
    );
    await expect.poll(() => database.query("SELECT 1 AS one").catch(() => [])).toEqual([{ one: 1 }]);
    await other.close();
  });
});
