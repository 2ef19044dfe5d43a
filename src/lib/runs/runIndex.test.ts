import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createFileRunClaims } from "@/lib/storage/file/fileRunClaims";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { keepHouse } from "./housekeeping";
import { createRunIndex } from "./runIndex";
import { listWorkflow, runServiceIn, runToEnd } from "./testRunService";

it("reads a journal that has ended once, also across restarts, and again when it has grown", async () => {
  const directory = join(await testDirectory(), "runs");
  const files = createFileRunJournal(directory);
  await files.append("r1", [
    { type: "run-start", workflow: { asset: "a", mime: "m", bytes: 1 }, workflowId: "w1", total: 1, inputs: {} },
    { type: "run-end", status: "parked", outputs: { long: "x".repeat(1000) } },
  ]);
  let reads = 0;
  const open = () =>
    createRunIndex(
      { ...files, read: (...args) => files.read(...args).finally(() => reads++) },
      createFileRunClaims(directory),
    );
  const index = open();
  expect(await index.list()).toMatchObject([{ id: "r1", status: "parked" }]);
  expect((await index.list())[0]).not.toHaveProperty("outputs");
  expect(await open().list()).toEqual(await index.list());
  expect(reads).toBe(1);
  await files.append("r1", [{ type: "run-resume" }, { type: "run-end", status: "completed", outputs: {} }]);
  expect(await index.list()).toMatchObject([{ id: "r1", status: "completed" }]);
  expect(await open().list()).toMatchObject([{ id: "r1", status: "completed" }]);
  expect(reads).toBe(2);
});

it("passes over what is no run, and runs whose start never reached the disk", async () => {
  const directory = await testDirectory();
  await mkdir(join(directory, "runs", "empty"), { recursive: true });
  await writeFile(join(directory, "runs", ".DS_Store"), "");
  expect(await runServiceIn(directory).list()).toEqual([]);
});

it("removes runs that ended longer ago than the settings say, and none without such a setting", async () => {
  const runs = runServiceIn(await testDirectory());
  await runToEnd(runs, listWorkflow(["owl"]));
  let swept = 0;
  const cache = { sweep: async () => void swept++ };
  const inDays = (days: number) => () => Date.now() + days * 86_400_000;
  const settings = (keepDays?: number) => ({ read: async () => ({ nodeDefaults: {}, runs: { keepDays } }) });
  await keepHouse({ runs, cache, settings: settings() }, inDays(1000));
  await keepHouse({ runs, cache, settings: settings(30) }, inDays(29));
  expect(await runs.list()).toHaveLength(1);
  await keepHouse({ runs, cache, settings: settings(30) }, inDays(31));
  expect(await runs.list()).toEqual([]);
  expect(swept).toBe(3);
});
