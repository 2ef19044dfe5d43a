import { expect, it } from "vitest";
import { createResultCache } from "@/lib/storage/resultCache";
import type { Database } from "./database";
import { createPostgresAssetStore } from "./postgresAssetStore";
import { createPostgresAssetSweep } from "./postgresAssetSweep";
import { createPostgresResultEntries } from "./postgresResultEntries";
import { testDatabase } from "./testDatabase";
import { watchPlans } from "./testPlans";

/** `PATCHBAY_LONG=1` takes its time. */
const ROWS = process.env.PATCHBAY_LONG === "1" ? 300_000 : 10_000;
const key = (digit: string) => digit.repeat(64);

async function fill(database: Database): Promise<void> {
  const name = "md5(n::text) || md5('x' || n)";
  const rows = "FROM generate_series(1, $1::integer) AS n";
  await database.query(
    `INSERT INTO results (key, entry, pinned, touched, bytes, used_at, named)
     SELECT ${name}, '{}', n % 1000 = 0, n % 500 = 0, 2000, now() - n * interval '1 s', ARRAY[${name}] ${rows}`,
    [ROWS],
  );
  await database.query(
    `INSERT INTO assets (asset, bytes, put_at, named) SELECT ${name}, 1, now() - interval '30 d', '{}' ${rows}`,
    [ROWS],
  );
  await database.query(`INSERT INTO asset_chunks (asset, number, bytes) SELECT ${name}, 0, 'x' ${rows}`, [ROWS]);
  await database.query("INSERT INTO runs (id) SELECT 'r' || n FROM generate_series(1, $1::integer) AS n", [ROWS]);
  await database.query(`INSERT INTO asset_uses (run_id, asset) SELECT 'r' || n, ${name} ${rows}`, [ROWS]);
  await database.query("ANALYZE results, assets, asset_chunks, asset_uses");
}

it(`reads no table from end to end for a result or an asset, of ${ROWS}, and sweeps so many`, async () => {
  const database = await testDatabase();
  await fill(database);
  const { asked, watched, expectNoScanOf } = watchPlans(database);
  const cache = createResultCache(createPostgresResultEntries(watched), {
    limits: async () => ({ maxBytes: 1e12, maxAgeMs: 1e12 }),
  });
  const assets = createPostgresAssetStore(watched);
  await cache.put(key("a"), { output: { text: "a" } });
  await cache.get(key("a"));
  await cache.change(key("a"), { pinned: true });
  await cache.touched().catch(() => undefined);
  await assets.get((await assets.put(Buffer.alloc(1_100_000), "image/png")).asset);

  expect(asked.length).toBeGreaterThan(9);
  await expectNoScanOf("results|assets|asset_chunks");
  await database.query("DELETE FROM asset_uses WHERE run_id IN ('r1', 'r2', 'r3'); DELETE FROM results");
  // What these runs alone named, and what was put just now.
  expect(await createPostgresAssetSweep(database, () => Date.now() + 1e9)()).toBe(4);
});
