import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptWorkflowsContract } from "@/lib/storage/contract/keptWorkflowsContract";
import { type WorkflowPlace, workflowStoreContract } from "@/lib/storage/contract/workflowStoreContract";
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

async function newPlace(): Promise<WorkflowPlace> {
  const directory = await testDirectory();
  return {
    open: (now) => createFileWorkflowStore(directory, now),
    lay: async (id, text) => {
      await document(directory, id, text);
    },
    countVersions: async () => {
      const files = await readdir(join(directory, "versions"), { recursive: true }).catch(() => []);
      return files.filter((name) => name.endsWith(".json.gz")).length;
    },
  };
}

workflowStoreContract("files", newPlace);
keptWorkflowsContract("files", newPlace);

describe("the file workflow store", () => {
  it("writes its files privately", async () => {
    const directory = await testDirectory();
    const store = createFileWorkflowStore(directory);
    await store.create(workflow("A"));
    const path = join(directory, "workflows", "w1.json");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
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
