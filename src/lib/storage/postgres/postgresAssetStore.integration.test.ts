import { expect, it, onTestFinished } from "vitest";
import { assetStoreContract } from "@/lib/storage/contract/assetStoreContract";
import { createResultCache } from "@/lib/storage/resultCache";
import { createPostgresAssetStore } from "./postgresAssetStore";
import { createPostgresAssetSweep } from "./postgresAssetSweep";
import { createPostgresResultEntries } from "./postgresResultEntries";
import { createPostgresRuns } from "./postgresRuns";
import { createPostgresWorkflowStore } from "./postgresWorkflowStore";
import { testDatabase } from "./testDatabase";

assetStoreContract("PostgreSQL", async () => {
  const database = await testDatabase();
  const runs = createPostgresRuns(database);
  onTestFinished(runs.close);
  const limits = async () => ({ maxBytes: 1e9, maxAgeMs: 1e12 });
  return {
    open: (now) => createPostgresAssetStore(database, now),
    sweep: (now) => createPostgresAssetSweep(database, now)(),
    workflows: createPostgresWorkflowStore(database),
    cache: createResultCache(createPostgresResultEntries(database), { limits }),
    journal: runs.journal,
    claims: runs.claims,
  };
});

it("keeps no row of more than a megabyte, and none of an asset that was removed", async () => {
  const database = await testDatabase();
  await createPostgresAssetStore(database).put(Buffer.alloc(2_500_000), "image/png");
  const sizes = () => database.query("SELECT octet_length(bytes) AS size FROM asset_chunks ORDER BY number");
  expect(await sizes()).toEqual([{ size: 1_048_576 }, { size: 1_048_576 }, { size: 402_848 }]);
  expect(await createPostgresAssetSweep(database, () => Date.now() + 1e9)()).toBe(1);
  expect(await sizes()).toEqual([]);
});

it("passes over an earlier version that is damaged", async () => {
  const database = await testDatabase();
  const { asset } = await createPostgresAssetStore(database).put(Buffer.from("a"), "text/plain");
  const insert = `INSERT INTO workflow_versions (workflow_id, version, revision, saved_at, document)
    SELECT 'w', 'v' || number, number, now(), 'damaged' FROM generate_series(1, 120) AS number`;
  await database.query(insert);
  expect(await createPostgresAssetSweep(database, () => Date.now() + 1e9)()).toBe(1);
  await expect(createPostgresAssetStore(database).get(asset)).rejects.toMatchObject({ code: "not_found" });
});

it("keeps what a trigger gives its runs", async () => {
  const database = await testDatabase();
  const assets = createPostgresAssetStore(database);
  const [given, other] = await Promise.all(["a", "b"].map((text) => assets.put(Buffer.from(text), "text/plain")));
  const text = `{"triggers":[{"inputs":{"picture":{"asset":"${given?.asset}"}}}]}`;
  await database.query("INSERT INTO texts (name, content) VALUES ('triggers', $1)", [text]);
  expect(await createPostgresAssetSweep(database, () => Date.now() + 1e9)()).toBe(1);
  await assets.get(String(given?.asset));
  await expect(assets.get(String(other?.asset))).rejects.toMatchObject({ code: "not_found" });
});
