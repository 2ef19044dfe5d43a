import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Workflow } from "@/types/workflow";
import { createFileWorkflowStore } from "./fileWorkflowStore";
import { testDirectory } from "./testDirectory";

const DAY_MS = 86_400_000;
const empty: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "A", revision: 0 },
  ...{ nodes: [], edges: [], layout: { nodes: {}, groups: [] } },
};

async function storeWith(nowMs = Date.now()) {
  const directory = await testDirectory();
  const time = { nowMs };
  const store = createFileWorkflowStore(directory, () => time.nowMs);
  let last = await store.create(empty);
  const save = async (change: Partial<Workflow>) => {
    last = await store.update({ ...last, ...change });
    return last;
  };
  const revisions = async () => (await store.versions.list("w")).map(({ revision }) => revision);
  return { directory, store, save, revisions, time, versionsIn: () => readdir(join(directory, "versions", "w")) };
}

describe("earlier saves", () => {
  it("stay when what they were saved over came from a process that was killed before it wrote", async () => {
    const { directory, save, revisions, versionsIn } = await storeWith();
    await save({ name: "B" });
    // What a killed process leaves: the copy is there, the document is not written yet; and half of another copy.
    const copies = (await versionsIn()).length;
    await writeFile(join(directory, "versions", "w", "r9-x-1-000000000000.json.gz.99999999.abcdef01.tmp"), "half");
    await save({ name: "C" });
    expect(await revisions()).toEqual([2, 1]);
    expect(copies).toBe(1);
  });

  it("are let go when they are old, unless they have a name; half files too", async () => {
    const { directory, save, revisions, store, time, versionsIn } = await storeWith();
    await save({ name: "B" });
    await save({ name: "C" });
    await store.versions.create("w", "For good");
    await writeFile(join(directory, "versions", "w", "half.json.gz.99999999.abcdef01.tmp"), "half");
    time.nowMs += 40 * DAY_MS;
    await store.versions.sweep();
    // The newest unnamed one stays, however old it is.
    expect(await revisions()).toEqual([3, 2]);
    expect((await versionsIn()).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("say so when their file is damaged, and are told apart from those that are gone", async () => {
    const { directory, save, store } = await storeWith();
    await save({ name: "B" });
    const [first] = await store.versions.list("w");
    const version = first?.version ?? "";
    const path = join(directory, "versions", "w", `${version}.json.gz`);
    await writeFile(path, "not packed");
    await expect(store.versions.read("w", version)).rejects.toMatchObject({ code: "storage_failed" });
    await rm(path);
    await expect(store.versions.read("w", version)).rejects.toMatchObject({ code: "not_found" });
  });
});
