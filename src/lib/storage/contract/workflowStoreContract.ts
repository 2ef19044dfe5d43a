import { describe, expect, it } from "vitest";
import type { WorkflowStore } from "@/lib/storage/ports";
import type { Workflow } from "@/types/workflow";

/** A place for documents that nobody else uses. */
export interface WorkflowPlace {
  /** A store on it, as another process has it. `now` in milliseconds since 1970. */
  open(now?: () => number): WorkflowStore;
  /** Lays a text down as a stored document, whatever is in it. */
  lay(id: string, text: string): Promise<void>;
  /** How many earlier saves of any document are kept. */
  countVersions(): Promise<number>;
}

export const empty: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "A", revision: 0 },
  ...{ nodes: [], edges: [], layout: { nodes: {}, groups: [] } },
};

export const withStrangeNode: Workflow = {
  ...empty,
  nodes: [{ id: "p", type: "teleport", data: { kept: true } }],
  layout: { nodes: { p: { x: 1, y: 2 } }, groups: [] },
};

/** What every form of `WorkflowStore` does with documents; with what they said before: `keptWorkflowsContract`. */
export function workflowStoreContract(form: string, place: () => Promise<WorkflowPlace>): void {
  describe(`documents in ${form}`, () => documents(place));
  describe(`documents of another version in ${form}`, () => otherVersions(place));
  describe(`the list of workflows in ${form}`, () => lists(place));
}

function documents(place: () => Promise<WorkflowPlace>): void {
  it("move their revision by one with each save", async () => {
    const store = (await place()).open();
    const first = await store.create(empty);
    const second = await store.update({ ...first, name: "B" });
    expect([first.revision, second.revision]).toEqual([1, 2]);
    expect(await store.read("w")).toEqual(second);
  });

  it("that lie there with revision 0 count as saved, so that they can be saved over", async () => {
    const { open, lay } = await place();
    await lay("w", JSON.stringify({ ...empty, name: "By hand" }));
    const store = open();
    const read = await store.read("w");
    expect(read.revision).toBe(1);
    expect(await store.list()).toMatchObject([{ id: "w", revision: 1 }]);
    await store.update({ ...read, name: "Edited" });
    expect(await store.read("w")).toMatchObject({ name: "Edited", revision: 2 });
  });

  it("are not saved over a newer revision, and it is told which that is", async () => {
    const store = (await place()).open();
    const first = await store.create(empty);
    await store.update(first);
    await expect(store.update(first)).rejects.toMatchObject({ code: "conflict", facts: { revision: 2 } });
    expect((await store.read("w")).name).toBe("A");
  });

  it("keep one of many saves of one revision, whoever makes them", async () => {
    const { open } = await place();
    const first = await open().create(empty);
    const saves = await Promise.allSettled(["B", "C", "D"].map((name) => open().update({ ...first, name })));
    expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await open().read("w")).toMatchObject({ revision: 2, name: expect.stringMatching(/^[BCD]$/) });
  });

  it("are made once for an id, and a second one is told of the first", async () => {
    const { open } = await place();
    const made = await Promise.allSettled(["B", "C"].map((name) => open().create({ ...empty, name })));
    expect(made.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(open().create(empty)).rejects.toMatchObject({ code: "conflict", facts: { revision: 1 } });
  });

  it("that are not there are told so, whatever is asked of them", async () => {
    const store = (await place()).open();
    const asked = [
      () => store.read("w"),
      () => store.readFile("w"),
      () => store.update(empty),
      () => store.remove("w"),
      () => store.versions.list("w"),
      () => store.versions.create("w", "Name"),
      () => store.versions.read("w", "r1-x-1-000000000000"),
      () => store.bin.restore("x-00000000"),
      () => store.bin.remove("x-00000000"),
    ];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: "not_found" });
  });

  it("keep kinds of node that are not known, any sign in any text, and a stable order of keys", async () => {
    const store = (await place()).open();
    const text = "\u0000 \ud800 😀 \\u0000 'quoted' $1";
    const node = { id: "q", type: "prompt", data: { text } };
    const saved = await store.create({ ...withStrangeNode, name: "A\u0000B", nodes: [...withStrangeNode.nodes, node] });
    expect(await store.read("w")).toEqual(saved);
    expect(Object.keys(JSON.parse(await store.readFile("w")))).toEqual(Object.keys(empty));
    expect((await store.list()).map(({ name }) => name)).toEqual(["A\u0000B"]);
    expect((await store.versions.create("w", "N\u0000")).name).toBe("N\u0000");
  });

  it("that are damaged are left alone and told so", async () => {
    const { open, lay } = await place();
    const store = open();
    await lay("w", "{ half");
    await expect(store.read("w")).rejects.toMatchObject({ code: "storage_failed" });
    await expect(store.create(empty)).rejects.toMatchObject({ code: "storage_failed" });
    expect(await store.readFile("w")).toBe("{ half");
    expect(await store.list()).toEqual([]);
  });
}

function otherVersions(place: () => Promise<WorkflowPlace>): void {
  it("keep fields and kinds that are not known here, at every level", async () => {
    const { open, lay } = await place();
    const stored = {
      ...withStrangeNode,
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
    await lay("w", JSON.stringify(stored));
    const store = open();
    const opened = await store.read("w");
    await store.update({
      ...opened,
      name: "B",
      nodes: opened.nodes.filter(({ id }) => id !== "q"),
      layout: { ...opened.layout, nodes: { p: { x: 9, y: 2 } } },
    });
    expect(JSON.parse(await store.readFile("w"))).toEqual({
      ...stored,
      name: "B",
      revision: 2,
      nodes: [stored.nodes[0]],
      layout: { ...stored.layout, nodes: { p: { x: 9, y: 2, z: 3 } } },
    });
  });

  it("are left alone, and told, when their form is another one", async () => {
    const { open, lay } = await place();
    const text = JSON.stringify({ ...empty, version: 2 });
    await lay("w", text);
    const store = open();
    const told = { code: "storage_failed", message: expect.stringMatching(/another version of Patchbay/) };
    await expect(store.read("w")).rejects.toMatchObject(told);
    await expect(store.create(empty)).rejects.toMatchObject(told);
    await expect(store.update(empty)).rejects.toMatchObject(told);
    expect(await store.readFile("w")).toBe(text);
  });
}

function lists(place: () => Promise<WorkflowPlace>): void {
  it("is the latest first, and sees what others changed, added and removed", async () => {
    const { open } = await place();
    let nowMs = Date.now() - 60_000;
    const store = open(() => nowMs);
    for (const id of ["w0", "w1", "w2"]) {
      nowMs += 1000;
      await store.create({ ...withStrangeNode, id, name: id });
    }
    expect((await store.list()).map(({ name }) => name)).toHaveLength(3);
    nowMs += 1000;
    await open(() => nowMs).update({ ...(await store.read("w0")), name: "Changed" });
    await store.remove("w1");
    nowMs += 1000;
    await open(() => nowMs).create({ ...empty, name: "New", id: "__proto__" });
    const listed = await store.list();
    expect(listed.map(({ name }) => name).sort()).toEqual(["Changed", "New", "w2"]);
    expect(await open().list()).toEqual(listed);
    const changed = listed.find(({ id }) => id === "w0");
    expect(changed).toMatchObject({ revision: 2, nodeCount: 1, drawing: { boxes: [expect.anything()] } });
  });

  it("leaves out what cannot be read, and still has the others", async () => {
    const { open, lay } = await place();
    await open().create(empty);
    await lay("damaged", "{ half");
    expect((await open().list()).map(({ id }) => id)).toEqual(["w"]);
  });

  it("is empty where nothing was saved yet", async () => {
    expect(await (await place()).open().list()).toEqual([]);
  });
}
