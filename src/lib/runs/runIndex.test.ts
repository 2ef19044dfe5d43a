import { appendFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createFileRunClaims } from "@/lib/storage/file/fileRunClaims";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { keepHouse } from "./housekeeping";
import { createRunIndex } from "./runIndex";
import { listWorkflow, runServiceIn, runToEnd, watch } from "./testRunService";

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
      { ...files, readFrom: (...args) => files.readFrom(...args).finally(() => reads++) },
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

it.each([
  ["a cost that is none", '{"seq":99,"at":"now","type":"node-error","node":"n","usage":null,"payer":null}'],
  ["a start without what a start has", '{"seq":99,"at":"now","type":"run-start","total":"many"}'],
  ["a line that is no event", "null"],
])("goes on without a journal that somebody has put %s into, which can be removed all the same", async (_, line) => {
  const directory = await testDirectory();
  const before = runServiceIn(directory);
  const { id } = await before.start(listWorkflow(["owl"]));
  await watch(before, id);
  const { id: good } = await before.start(listWorkflow(["owl"]));
  await watch(before, good);
  await appendFile(join(directory, "runs", id, "events.jsonl"), `${line}\n`);
  const runs = runServiceIn(directory);
  expect((await runs.list()).map((run) => run.id)).toEqual([good]);
  await runs.recovery.afterStart();
  await runs.remove(id);
  expect(await readdir(join(directory, "runs"))).toEqual([good]);
});

it("goes by the journal where what is kept beside it has another shape", async () => {
  const directory = await testDirectory();
  await runToEnd(runServiceIn(directory), listWorkflow(["owl"]));
  const [run] = await runServiceIn(directory).list();
  const path = join(directory, "runs", String(run?.id), "summary.json");
  const { bytes } = JSON.parse(await readFile(path, "utf8"));
  for (const digest of [5, {}, { ...run, counts: { total: 3 } }, { ...run, status: "running" }]) {
    await writeFile(path, JSON.stringify({ bytes, digest }));
    expect(await runServiceIn(directory).list()).toEqual([run]);
  }
});

it("lists by the time at which runs began, also after their files were copied in another order", async () => {
  const directory = await testDirectory();
  const begun = { type: "run-end", status: "completed", outputs: {} } as const;
  for (const day of ["02", "03", "01"]) {
    await createFileRunJournal(join(directory, "runs"), () => new Date(`2026-11-${day}`)).append(`r${day}`, [begun]);
  }
  expect((await runServiceIn(directory).list()).map(({ id }) => id)).toEqual(["r03", "r02", "r01"]);
});

it("does not read the journal of a run that waits for a person again and again", async () => {
  const directory = join(await testDirectory(), "runs");
  const files = createFileRunJournal(directory);
  const start = { type: "run-start", workflow: { asset: "a", mime: "m", bytes: 1 }, workflowId: "w1" } as const;
  await files.append("r1", [{ ...start, total: 1, inputs: {} }]);
  let reads = 0;
  const claims = createFileRunClaims(directory);
  const index = createRunIndex(
    { ...files, readFrom: (...args) => files.readFrom(...args).finally(() => reads++) },
    claims,
  );
  expect(await index.list()).toMatchObject([{ status: "interrupted" }]);
  expect(await index.list()).toMatchObject([{ status: "interrupted" }]);
  expect(reads).toBe(1);
  const claim = await claims.claim("r1");
  expect(await index.list()).toMatchObject([{ status: "running" }]);
  claim?.release();
  expect(await index.list()).toMatchObject([{ status: "interrupted" }]);
});

it("reads of a run at work only what was written since the last look", async () => {
  const directory = join(await testDirectory(), "runs");
  const files = createFileRunJournal(directory);
  const offsets: number[] = [];
  const readFrom: typeof files.readFrom = (id, offset) => {
    offsets.push(offset);
    return files.readFrom(id, offset);
  };
  const index = createRunIndex({ ...files, readFrom }, createFileRunClaims(directory));
  await files.append("r1", [{ type: "node-start", node: "a", attempt: 1 }]);
  await index.list();
  const size = await files.size("r1");
  await files.append("r1", [{ type: "node-end", node: "a", output: {}, cached: false, durationMs: 1 }]);
  const lists = await Promise.all([index.list(), index.list()]);
  for (const list of lists) expect(list).toMatchObject([{ status: "interrupted", counts: { done: 1, calls: 0 } }]);
  await files.append("r1", [{ type: "run-end", status: "completed", outputs: {} }]);
  expect(await index.list()).toMatchObject([{ status: "completed", counts: { done: 1 } }]);
  expect(offsets.slice(0, 2)).toEqual([0, size]);
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
