import { expect, it } from "vitest";
import { resultCacheContract } from "@/lib/storage/contract/resultCacheContract";
import { createResultCache } from "@/lib/storage/resultCache";
import { createDatabase, type Database } from "./database";
import { createPostgresResultEntries } from "./postgresResultEntries";
import { testDatabase } from "./testDatabase";

const key = "a".repeat(64);
const limits = async () => ({ maxBytes: 1e9, maxAgeMs: 86_400_000 });

resultCacheContract("PostgreSQL", async () => {
  const database = await testDatabase();
  return {
    open: (options) => createResultCache(createPostgresResultEntries(database), options),
    lay: async (name, text) => {
      await database.query("UPDATE results SET entry = $2 WHERE key = $1", [name, text]);
    },
    text: async (name) => {
      const rows = await database.query<{ entry: string }>("SELECT entry FROM results WHERE key = $1", [name]);
      return rows[0]?.entry ?? "";
    },
  };
});

it("lets nobody wait for a database that is away but runs", async () => {
  const database = createDatabase({ url: "postgres://somebody@127.0.0.1:1/none" });
  const cache = createResultCache(createPostgresResultEntries(database), { limits });
  await expect(cache.read(key)).rejects.toMatchObject({ facts: { reason: "ECONNREFUSED" } });
  expect(await cache.get(key, { mayWait: false })).toBeUndefined();
  await database.close();
});

it("keeps what no text of the database may hold", async () => {
  const cache = createResultCache(createPostgresResultEntries(await testDatabase()), { limits });
  const output = { text: "nothing: \u0000, half: \ud800" };
  await cache.put(key, { output });
  expect(await cache.get(key)).toEqual({ output });
});

it("lets no answer in the place of a result that a person has come to hold fast meanwhile", async () => {
  const database = await testDatabase();
  const [entries, other] = [
    createPostgresResultEntries(database),
    createResultCache(createPostgresResultEntries(database), { limits }),
  ];
  await other.put(key, { output: { text: "mine" } });
  // The other one holds it fast between the look and the write.
  const cache = createResultCache(
    {
      ...entries,
      find: async (name) => {
        const found = await entries.find(name);
        await other.change(name, { pinned: true });
        return found;
      },
    },
    { limits },
  );
  await cache.put(key, { output: { text: "newer" } });
  expect(await other.read(key)).toMatchObject({ pinned: true, output: { text: "mine" } });
});

/** A database that is away for so many statements. */
function awayFor(database: Database, times: number): Database {
  const gone = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  return {
    ...database,
    query: (text, values) => (times-- > 0 ? Promise.reject(gone) : database.query(text, values)),
  };
}

it("waits for a database that is away instead of paying again, but not without end", async () => {
  const database = await testDatabase();
  await createResultCache(createPostgresResultEntries(database), { limits }).put(key, { output: { text: "kept" } });
  const open = (times: number, patienceMs?: number) =>
    createResultCache(createPostgresResultEntries(awayFor(database, times), patienceMs), { limits });
  expect(await open(2).get(key)).toEqual({ output: { text: "kept" } });
  expect(await open(2, 0).get(key)).toBeUndefined();
});
