import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createFileRunClaims } from "@/lib/storage/file/fileRunClaims";
import { createFileRunDigests } from "@/lib/storage/file/fileRunDigests";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createRunIndex } from "./createRunIndex";
import { keepHouse } from "./housekeeping";
import { end, runIndexContract, startOf } from "./runIndexContract";
import { listWorkflow, runServiceIn, runToEnd, watch } from "./testRunService";

const listingIn = (directory: string) => ({ kind: "digests" as const, digests: createFileRunDigests(directory) });

/** Indexes of processes on one directory, and where they began to read journals. */
async function indexesOn() {
  const directory = join(await testDirectory(), "runs");
  const files = createFileRunJournal(directory);
  const claims = createFileRunClaims(directory);
  const offsets: number[] = [];
  const readFrom: typeof files.readFrom = (id, offset) => {
    offsets.push(offset);
    return files.readFrom(id, offset);
  };
  const reportBug = (error: unknown) => {
    throw error;
  };
  const open = () =>
    createRunIndex({
      journal: { ...createFileRunJournal(directory), readFrom },
      listing: listingIn(directory),
      claims,
      reportBug,
    });
  return { directory, files, claims, offsets, open };
}

runIndexContract("files", async () => {
  const directory = join(await testDirectory(), "runs");
  return () => ({
    journal: createFileRunJournal(directory),
    claims: createFileRunClaims(directory),
    listing: listingIn(directory),
  });
});

describe("the index of runs", () => {
  it("is kept as runs end, so that nobody reads their journals for a list", async () => {
    const directory = await testDirectory();
    await runToEnd(runServiceIn(directory), listWorkflow(["owl", "fox"]));
    const files = createFileRunJournal(join(directory, "runs"));
    const claims = createFileRunClaims(join(directory, "runs"));
    const readFrom = () => {
      throw new Error("A journal is read.");
    };
    const index = createRunIndex({
      journal: { ...files, readFrom },
      listing: listingIn(join(directory, "runs")),
      claims,
      reportBug: String,
    });
    const { runs } = await index.list();
    expect(runs).toMatchObject([{ status: "completed", counts: { done: 3, calls: 2 } }]);
    await rm(join(directory, "runs", "index.jsonl"));
    expect((await runServiceIn(directory).list()).runs).toEqual(runs);
  });

  it("takes over what 0.1.0 kept beside each journal", async () => {
    const { directory, files, offsets, open } = await indexesOn();
    await files.append("r1", [startOf("w1"), end]);
    const { runs } = await open().list();
    await rm(join(directory, "index.jsonl"));
    const digest = { bytes: await files.size("r1"), digest: runs[0] };
    await writeFile(join(directory, "r1", "summary.json"), JSON.stringify(digest));
    expect((await open().list()).runs).toEqual(runs);
    await rm(join(directory, "r1", "summary.json"));
    expect((await open().list()).runs).toEqual(runs);
    expect(offsets).toHaveLength(1);
  });

  it("takes in what other processes have kept since, also when one of them has written it anew", async () => {
    const { directory, files, offsets, open } = await indexesOn();
    const [ours, theirs] = [open(), open()];
    await files.append("r1", [startOf("w1"), end]);
    await ours.list();
    await files.append("r2", [startOf("w1"), end]);
    await theirs.list();
    expect((await ours.list()).runs).toHaveLength(2);
    expect(offsets).toHaveLength(2);
    const path = join(directory, "index.jsonl");
    await writeFile(path, "");
    await files.append("r3", [startOf("w1"), end]);
    await theirs.list();
    expect((await ours.list()).runs).toHaveLength(3);
    expect(offsets).toHaveLength(3);
  });

  it("is written anew when most of it tells of runs that are gone", async () => {
    const { directory, files, open } = await indexesOn();
    await files.append("r1", [startOf("w1"), end]);
    const before = await open().list();
    const path = join(directory, "index.jsonl");
    const [line = ""] = (await readFile(path, "utf8")).split("\n");
    await appendFile(path, `${line.replace('"r1"', '"gone"')}\n`.repeat(1500));
    const index = open();
    expect(await index.list()).toEqual(before);
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual(JSON.parse(line));
    expect(await index.list()).toEqual(before);
  });

  it("goes by the journal where what is kept has another shape, or is torn", async () => {
    const { directory, files, open } = await indexesOn();
    await files.append("r1", [startOf("w1"), end]);
    const before = await open().list();
    const path = join(directory, "index.jsonl");
    const { bytes } = JSON.parse(await readFile(path, "utf8"));
    const [run] = before.runs;
    const digests = [5, {}, { ...run, counts: { total: 3 } }, { ...run, status: "running" }, { ...run, id: "r2" }];
    const kept = digests.map((digest) => JSON.stringify({ id: "r1", bytes, digest }));
    for (const text of [...kept.map((line) => `${line}\n`), "null\n[]\n{}\n", '{"id":"r1","by']) {
      await writeFile(path, text);
      expect(await open().list()).toEqual(before);
    }
  });

  it("is no loss where something else stands in its place", async () => {
    const { directory, files, open } = await indexesOn();
    await files.append("r1", [startOf("w1"), end]);
    await mkdir(join(directory, "index.jsonl"));
    const index = open();
    expect((await index.list()).runs).toHaveLength(1);
    expect((await index.list()).runs).toHaveLength(1);
  });
});

describe("the list of runs", () => {
  it("passes over what is no run, and runs whose start never reached the disk", async () => {
    const directory = await testDirectory();
    await mkdir(join(directory, "runs", "empty"), { recursive: true });
    await writeFile(join(directory, "runs", ".DS_Store"), "");
    await writeFile(join(directory, "runs", "file"), "");
    expect(await runServiceIn(directory).list()).toEqual({ runs: [], unreadable: [] });
  });

  it.each([
    ["a cost that is none", '{"seq":99,"at":"now","type":"node-error","node":"n","usage":null,"payer":null}'],
    ["a start without what a start has", '{"seq":99,"at":"now","type":"run-start","total":"many"}'],
    ["an end that the next version knows", '{"seq":99,"at":"now","type":"run-end","status":"lent","outputs":{}}'],
    ["a line that is no event", "null"],
  ])("tells apart a run whose journal somebody has put %s into, which can be removed all the same", async (_, line) => {
    const directory = await testDirectory();
    const before = runServiceIn(directory);
    const { id } = await before.start(listWorkflow(["owl"]));
    await watch(before, id);
    const { id: good } = await before.start(listWorkflow(["owl"]));
    await watch(before, good);
    await appendFile(join(directory, "runs", id, "events.jsonl"), `${line}\n`);
    const runs = runServiceIn(directory);
    const { runs: listed, unreadable } = await runs.list();
    expect(listed.map((run) => run.id)).toEqual([good]);
    expect(unreadable).toEqual([{ id, message: expect.stringContaining("left as it is") }]);
    await expect(runs.read(id)).rejects.toMatchObject({ code: "storage_failed" });
    await runs.recovery.afterStart();
    await runs.remove(id);
    expect((await readdir(join(directory, "runs"))).sort()).toEqual(["index.jsonl", good].sort());
  });

  it("goes by the time at which runs began, also after their files were copied in another order", async () => {
    const directory = await testDirectory();
    for (const day of ["02", "03", "01"]) {
      const now = () => new Date(`2026-11-${day}`);
      await createFileRunJournal(join(directory, "runs"), { now }).append(`r${day}`, [end]);
    }
    expect((await runServiceIn(directory).list()).runs.map(({ id }) => id)).toEqual(["r03", "r02", "r01"]);
  });
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
  expect((await runs.list()).runs).toHaveLength(1);
  await keepHouse({ runs, cache, settings: settings(30) }, inDays(31));
  expect((await runs.list()).runs).toEqual([]);
  expect(swept).toBe(3);
});

describe("runs that have not come to an end", () => {
  it("have an old one among them while this process works on it", async () => {
    const { files, claims, directory } = await indexesOn();
    for (let run = 100; run < 160; run++) await files.append(`r${run}`, [startOf("w1"), end]);
    const working = new Set<string>();
    const journal = createFileRunJournal(directory);
    const reportBug = (error: unknown) => error;
    const index = createRunIndex({
      journal,
      listing: listingIn(directory),
      claims,
      reportBug,
      isActive: (id) => working.has(id),
    });
    expect(await index.open()).toEqual([]);
    await files.append("r100", [{ type: "run-resume" }]);
    expect(await index.open()).toEqual([]);
    working.add("r100");
    expect((await index.open()).map(({ id }) => id)).toEqual(["r100"]);
  });
});
