import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Workflow } from "@/types/workflow";
import { createFileWorkflowStore } from "./fileWorkflowStore";
import { testDirectory } from "./testDirectory";

const workflow = (name: string): Workflow => ({
  format: "patchbay/workflow",
  version: 1,
  id: "w1",
  name,
  revision: 0,
  nodes: [{ id: "p", type: "teleport", data: { kept: true } }],
  edges: [],
  layout: { nodes: { p: { x: 1, y: 2 } }, groups: [] },
});

describe("the file workflow store", () => {
  it("moves the revision by one with each save", async () => {
    const store = createFileWorkflowStore(await testDirectory());
    const first = await store.create(workflow("A"));
    const second = await store.update({ ...first, name: "B" });
    expect([first.revision, second.revision]).toEqual([1, 2]);
    expect(await store.read("w1")).toEqual(second);
  });

  it("refuses a save over a newer revision and says which it is", async () => {
    const store = createFileWorkflowStore(await testDirectory());
    const first = await store.create(workflow("A"));
    await store.update(first);
    await expect(store.update(first)).rejects.toMatchObject({ code: "conflict", facts: { revision: 2 } });
    expect((await store.read("w1")).name).toBe("A");
  });

  it("lets one of many saves of one revision win", async () => {
    const store = createFileWorkflowStore(await testDirectory());
    const first = await store.create(workflow("A"));
    const saves = await Promise.allSettled(["B", "C", "D"].map((name) => store.update({ ...first, name })));
    expect(saves.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect((await store.read("w1")).name).toBe("B");
  });

  it("keeps kinds of node it does not know, privately and in a stable order of keys", async () => {
    const directory = await testDirectory();
    const store = createFileWorkflowStore(directory);
    await store.create(workflow("A"));
    const path = join(directory, "w1.json");
    expect(Object.keys(JSON.parse(await readFile(path, "utf8")))).toEqual(Object.keys(workflow("A")));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("leaves a damaged document alone and says so", async () => {
    const directory = await testDirectory();
    const store = createFileWorkflowStore(directory);
    await writeFile(join(directory, "w1.json"), "{ half");
    await expect(store.read("w1")).rejects.toMatchObject({ code: "storage_failed" });
    await expect(store.create(workflow("A"))).rejects.toMatchObject({ code: "storage_failed" });
    expect(await readFile(join(directory, "w1.json"), "utf8")).toBe("{ half");
    expect(await store.list()).toEqual([]);
  });
});
