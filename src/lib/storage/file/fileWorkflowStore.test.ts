import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
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

/** Writes a file as it is. */
async function document(directory: string, id: string, text: string): Promise<string> {
  await mkdir(join(directory, "workflows"), { recursive: true });
  const path = join(directory, "workflows", `${id}.json`);
  await writeFile(path, text);
  return path;
}

describe("the file workflow store", () => {
  it("moves the revision by one with each save", async () => {
    const store = createFileWorkflowStore(await testDirectory());
    const first = await store.create(workflow("A"));
    const second = await store.update({ ...first, name: "B" });
    expect([first.revision, second.revision]).toEqual([1, 2]);
    expect(await store.read("w1")).toEqual(second);
  });

  it("takes a document that lies there with revision 0 for a saved one, so that it can be saved over", async () => {
    const directory = await testDirectory();
    await document(directory, "w1", JSON.stringify(workflow("By hand")));
    const store = createFileWorkflowStore(directory);
    const read = await store.read("w1");
    expect(read.revision).toBe(1);
    expect(await store.list()).toMatchObject([{ id: "w1", revision: 1 }]);
    await store.update({ ...read, name: "Edited" });
    expect(await store.read("w1")).toMatchObject({ name: "Edited", revision: 2 });
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
    const path = join(directory, "workflows", "w1.json");
    expect(Object.keys(JSON.parse(await readFile(path, "utf8")))).toEqual(Object.keys(workflow("A")));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("leaves a damaged document alone and says so", async () => {
    const directory = await testDirectory();
    const store = createFileWorkflowStore(directory);
    const path = await document(directory, "w1", "{ half");
    await expect(store.read("w1")).rejects.toMatchObject({ code: "storage_failed" });
    await expect(store.create(workflow("A"))).rejects.toMatchObject({ code: "storage_failed" });
    expect(await readFile(path, "utf8")).toBe("{ half");
    expect(await store.list()).toEqual([]);
  });
});

describe("a document that another version saved", () => {
  it("keeps fields and kinds that are not known here, at every level", async () => {
    const directory = await testDirectory();
    const stored = {
      ...workflow("A"),
      revision: 1,
      tags: ["x"],
      nodes: [
        { id: "p", type: "teleport", data: { kept: true }, badge: "new" },
        { id: "q", type: "prompt", data: { text: "" }, badge: "old" },
      ],
      edges: [
        { id: "e", source: { node: "p", port: "out" }, target: { node: "q", port: "in", lane: 2 }, label: "wire" },
      ],
      layout: { nodes: { p: { x: 1, y: 2, z: 3 } }, groups: [{ id: "g", nodes: ["p"] }], grid: 8 },
    };
    const path = await document(directory, "w1", JSON.stringify(stored));
    const store = createFileWorkflowStore(directory);
    const opened = await store.read("w1");
    await store.update({
      ...opened,
      name: "B",
      nodes: opened.nodes.filter(({ id }) => id !== "q"),
      layout: { ...opened.layout, nodes: { p: { x: 9, y: 2 } } },
    });
    expect(JSON.parse(await readFile(path, "utf8"))).toEqual({
      ...stored,
      name: "B",
      revision: 2,
      nodes: [stored.nodes[0]],
      layout: { ...stored.layout, nodes: { p: { x: 9, y: 2, z: 3 } } },
    });
  });

  it("is left alone, and told, when its form is another one", async () => {
    const directory = await testDirectory();
    const text = JSON.stringify({ ...workflow("A"), version: 2 });
    const path = await document(directory, "w1", text);
    const store = createFileWorkflowStore(directory);
    const told = { code: "storage_failed", message: /another version of Patchbay/ };
    await expect(store.read("w1")).rejects.toMatchObject(told);
    await expect(store.create(workflow("B"))).rejects.toMatchObject(told);
    await expect(store.update(workflow("B"))).rejects.toMatchObject(told);
    expect(await readFile(path, "utf8")).toBe(text);
  });
});

describe("the list of workflows", () => {
  async function many(count: number) {
    const directory = await testDirectory();
    for (let i = 0; i < count; i++) {
      const path = await document(directory, `w${i}`, JSON.stringify({ ...workflow(`Name ${i}`), id: `w${i}` }));
      await utimes(path, i, i);
    }
    const list = () => createFileWorkflowStore(directory).list();
    return { directory, list, index: join(directory, "workflows", ".summaries") };
  }

  it("is the latest first, and sees what was changed, added and removed", async () => {
    const { directory, list } = await many(3);
    const store = createFileWorkflowStore(directory);
    expect((await store.list()).map(({ id }) => id)).toEqual(["w2", "w1", "w0"]);
    const opened = await store.read("w0");
    await createFileWorkflowStore(directory).update({ ...opened, name: "Changed" });
    await store.remove("w1");
    await store.create({ ...workflow("New"), id: "__proto__" });
    const listed = await store.list();
    expect(listed.map(({ name }) => name).sort()).toEqual(["Changed", "Name 2", "New"]);
    expect(await list()).toEqual(listed);
  });

  it("of thousands is kept for the next process, which reads no document that has not changed", async () => {
    const { directory, list, index } = await many(60);
    const first = await list();
    expect(first).toHaveLength(60);
    const kept = JSON.parse(await readFile(index, "utf8"));
    expect(kept).toHaveLength(60);
    // Told apart from reading by a name that stands nowhere else.
    kept[0][1].summary.name = "From the index";
    await writeFile(index, JSON.stringify(kept));
    expect((await list()).map(({ name }) => name)).toContain("From the index");
    const { id } = kept[0][1].summary;
    await document(directory, id, JSON.stringify({ ...workflow("Read anew"), id }));
    expect((await list()).map(({ name }) => name)).toContain("Read anew");
    for (const spoilt of ["{ half", '[["../x", {}]]', "[".repeat(100_000)]) {
      await writeFile(index, spoilt);
      expect(await list()).toHaveLength(60);
    }
    await rm(index);
    await mkdir(join(index, "in the way"), { recursive: true });
    expect(await list()).toHaveLength(60);
  });

  it("leaves out what cannot be read and what is no document, and still has the others", async () => {
    const { directory, list } = await many(2);
    await document(directory, "w0", "{ half");
    await document(directory, "with space", JSON.stringify(workflow("A")));
    await mkdir(join(directory, "workflows", "w9.json"));
    expect((await list()).map(({ id }) => id)).toEqual(["w1"]);
  });

  it("is empty without a directory, and says so when something else stands in its place", async () => {
    const directory = await testDirectory();
    const { list } = createFileWorkflowStore(directory);
    expect(await list()).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
    await writeFile(join(directory, "workflows"), "");
    await expect(list()).rejects.toMatchObject({ code: "storage_failed", facts: { reason: "ENOTDIR" } });
  });
});
