import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
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
  it("are kept as they stood in the file, with what this version does not know, and come back with it", async () => {
    const { directory, store } = await storeWith();
    const path = join(directory, "workflows", "w.json");
    await writeFile(path, JSON.stringify({ ...empty, revision: 1, later: { kept: true } }));
    const opened = await store.read("w");
    await store.update({ ...opened, name: "B" });
    const [first] = await store.versions.list("w");
    await store.versions.restore("w", first?.version ?? "", 2);
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual({ ...empty, revision: 3, later: { kept: true } });
  });

  it("are not kept where only the view changed, nor twice in a row", async () => {
    const { save, revisions, store } = await storeWith();
    await save({ layout: { nodes: {}, groups: [], viewport: { x: 1, y: 2, zoom: 1 } } });
    expect(await revisions()).toEqual([]);
    await store.versions.create("w", "Here");
    await save({ name: "B" });
    expect(await revisions()).toEqual([2]);
  });

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

describe("the bin", () => {
  it("gives a document another id where its own is taken meanwhile", async () => {
    const { store } = await storeWith();
    await store.remove("w");
    await store.create({ ...empty, name: "Newer" });
    const [entry] = await store.bin.list();
    const restored = await store.bin.restore(entry?.entry ?? "");
    expect(restored.name).toBe("A");
    expect(restored.id).not.toBe("w");
    expect((await store.list()).map(({ name }) => name).sort()).toEqual(["A", "Newer"]);
  });

  it("removes what lay there for thirty days, with its versions, but none of a document that is there", async () => {
    const { directory, store, save, time } = await storeWith();
    await save({ name: "B" });
    await store.remove("w");
    time.nowMs += 29 * DAY_MS;
    await store.bin.sweep();
    expect(await store.bin.list()).toHaveLength(1);
    time.nowMs += DAY_MS;
    await store.bin.sweep();
    expect([await store.bin.list(), await readdir(join(directory, "versions"))]).toEqual([[], []]);

    await store.create(empty);
    await store.update({ ...empty, name: "B", revision: 1 });
    await store.remove("w");
    await store.create(empty);
    const [entry] = await store.bin.list();
    await store.bin.remove(entry?.entry ?? "");
    expect(await readdir(join(directory, "versions"))).toEqual(["w"]);
  });

  it("takes damaged documents in, lists them by their id, and says why one cannot be put back", async () => {
    const directory = await testDirectory();
    const store = createFileWorkflowStore(directory);
    await mkdir(join(directory, "workflows"), { recursive: true });
    await writeFile(join(directory, "workflows", "w.json"), "{ half");
    await store.remove("w");
    const [entry] = await store.bin.list();
    expect(entry).toMatchObject({ id: "w", name: "w" });
    await expect(store.bin.restore(entry?.entry ?? "")).rejects.toMatchObject({ code: "storage_failed" });
    expect(await store.bin.list()).toHaveLength(1);
  });
});
