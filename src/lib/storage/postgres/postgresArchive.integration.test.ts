import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { archiveContract, fill, KEY, storageOptions } from "@/lib/storage/contract/archiveContract";
import { copyArchive } from "@/lib/storage/copyArchive";
import { createFileStorage } from "@/lib/storage/file/fileStorage";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createPostgresStorage } from "./postgresStorage";
import { createTestDatabase } from "./testDatabase";

async function openStorage() {
  const storage = createPostgresStorage({ url: await createTestDatabase() }, storageOptions);
  onTestFinished(() => storage.close());
  await storage.prepare();
  return storage;
}

archiveContract("PostgreSQL", openStorage);

it("what nobody can read stays where it was and is named, and the rest is copied", async () => {
  const directory = await testDirectory();
  const source = createFileStorage(directory, storageOptions);
  await fill(source);
  for (const [id, text] of [
    ["damaged", "no event\n"],
    ["torn", "{ half"],
  ] as const) {
    await mkdir(join(directory, "runs", id));
    await writeFile(join(directory, "runs", id, "events.jsonl"), text);
  }
  const target = await openStorage();
  const told: string[] = [];
  for await (const { kind, refused, different } of copyArchive(source.archive, target.archive)) {
    told.push(...refused.map((key) => `refused ${kind} ${key}`), ...different.map((key) => `different ${kind} ${key}`));
  }
  expect(told).toEqual(["refused runs damaged", "different runs torn"]);
  expect(await target.journal.read("run-1")).toHaveLength(3);
  expect((await target.cache.touched()).map(({ key }) => key)).toEqual([KEY]);
});
