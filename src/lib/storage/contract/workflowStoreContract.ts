import { describe, expect, it } from "vitest";
import type { WorkflowStore } from "@/lib/storage/ports";
import type { Workflow } from "@/types/workflow";

const DAY_MS = 86_400_000;

/** A place for documents that nobody else uses. */
export interface WorkflowPlace {
  /** A store on it, as another process has it. `now` in milliseconds since 1970. */
  open(now?: () => number): WorkflowStore;
  /** Lays a text down as a stored document, whatever is in it. */
  lay(id: string, text: string): Promise<void>;
  /** How many earlier saves of any document are kept. */
  countVersions(): Promise<number>;
}

const empty: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "A", revision: 0 },
  ...{ nodes: [], edges: [], layout: { nodes: {}, groups: [] } },
};

const withStrangeNode: Workflow = {
  ...empty,
  nodes: [{ id: "p", type: "teleport", data: { kept: true } }],
  layout: { nodes: { p: { x: 1, y: 2 } }, groups: [] },
};

/** What every form of `WorkflowStore` does. */
export function workflowStoreContract(form: string, place: () => Promise<WorkflowPlace>): void {
  describe(`documents in ${form}`, () => documents(place));
  describe(`documents of another version in ${form}`, () => otherVersions(place));
  describe(`the list of workflows in ${form}`, () => lists(place));
  describe(`earlier saves in ${form}`, () => versions(place));
  describe(`the bin in ${form}`, () => bin(place));
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

/** A store with one document, a clock, and what is kept of it. */
async function saved({ open }: WorkflowPlace) {
  const time = { nowMs: Date.now() };
  const store = open(() => time.nowMs);
  let last = await store.create(empty);
  const save = async (change: Partial<Workflow>) => {
    last = await store.update({ ...last, ...change });
    return last;
  };
  const revisions = async () => (await store.versions.list("w")).map(({ revision }) => revision);
  return { store, save, revisions, time };
}

function versions(place: () => Promise<WorkflowPlace>): void {
  it("are kept as they stood, with what this version does not know, and come back with it", async () => {
    const { open, lay } = await place();
    await lay("w", JSON.stringify({ ...empty, revision: 1, later: { kept: true } }));
    const store = open();
    await store.update({ ...(await store.read("w")), name: "B" });
    const [first] = await store.versions.list("w");
    expect(await store.versions.read("w", first?.version ?? "")).toMatchObject({ name: "A", revision: 1 });
    const restored = await store.versions.restore("w", first?.version ?? "", 2);
    expect(restored).toMatchObject({ name: "A", revision: 3 });
    expect(JSON.parse(await store.readFile("w"))).toEqual({ ...empty, revision: 3, later: { kept: true } });
    expect((await store.versions.list("w")).map(({ revision }) => revision)).toEqual([2, 1]);
  });

  it("are not restored over another revision", async () => {
    const { store, save } = await saved(await place());
    await save({ name: "B" });
    const [first] = await store.versions.list("w");
    const restored = store.versions.restore("w", first?.version ?? "", 1);
    await expect(restored).rejects.toMatchObject({ code: "conflict", facts: { revision: 2 } });
    expect((await store.read("w")).name).toBe("B");
  });

  it("are not kept where only the view changed, nor twice in a row", async () => {
    const { save, revisions, store } = await saved(await place());
    await save({ layout: { nodes: {}, groups: [], viewport: { x: 1, y: 2, zoom: 1 } } });
    expect(await revisions()).toEqual([]);
    await store.versions.create("w", "Here");
    await save({ name: "B" });
    expect(await revisions()).toEqual([2]);
  });

  it("take a name, another one, and none", async () => {
    const { store } = await saved(await place());
    const { version, bytes, savedAt } = await store.versions.create("w", "First");
    expect(bytes).toBeGreaterThan(0);
    expect(Date.parse(savedAt)).toBeGreaterThan(0);
    expect(await store.versions.rename("w", version, "Other")).toMatchObject({ version, name: "Other" });
    expect((await store.versions.list("w"))[0]?.name).toBe("Other");
    expect((await store.versions.rename("w", version, null)).name).toBeUndefined();
    const gone = store.versions.rename("w", "r9-x-1-000000000000", "X");
    await expect(gone).rejects.toMatchObject({ code: "not_found" });
  });

  it("are let go when they are old, unless they have a name", async () => {
    const { save, revisions, store, time } = await saved(await place());
    await save({ name: "B" });
    time.nowMs += 1000;
    await save({ name: "C" });
    await store.versions.create("w", "For good");
    time.nowMs += 40 * DAY_MS;
    await store.versions.sweep();
    // The newest unnamed one stays, however old it is.
    expect(await revisions()).toEqual([3, 2]);
  });
}

function bin(place: () => Promise<WorkflowPlace>): void {
  it("has what was deleted, until it is put back as it was", async () => {
    const { open, lay } = await place();
    await lay("w", JSON.stringify({ ...withStrangeNode, revision: 4, later: true }));
    const store = open();
    await store.remove("w");
    await expect(store.read("w")).rejects.toMatchObject({ code: "not_found" });
    const [entry] = await store.bin.list();
    expect(entry).toMatchObject({ id: "w", name: "A", nodeCount: 1 });
    expect(await store.bin.restore(entry?.entry ?? "")).toMatchObject({ id: "w", revision: 4 });
    expect(JSON.parse(await store.readFile("w"))).toMatchObject({ later: true });
    expect(await store.bin.list()).toEqual([]);
  });

  it("gives a document another id where its own is taken meanwhile", async () => {
    const { store } = await saved(await place());
    await store.remove("w");
    await store.create({ ...empty, name: "Newer" });
    const [entry] = await store.bin.list();
    const restored = await store.bin.restore(entry?.entry ?? "");
    expect(restored.name).toBe("A");
    expect(restored.id).not.toBe("w");
    expect((await store.list()).map(({ name }) => name).sort()).toEqual(["A", "Newer"]);
  });

  it("removes what lay there for thirty days, with its versions, but none of a document that is there", async () => {
    const lies = await place();
    const { store, save, time } = await saved(lies);
    await save({ name: "B" });
    await store.remove("w");
    time.nowMs += 29 * DAY_MS;
    await store.bin.sweep();
    expect(await store.bin.list()).toHaveLength(1);
    time.nowMs += DAY_MS;
    await store.bin.sweep();
    expect([await store.bin.list(), await lies.countVersions()]).toEqual([[], 0]);

    await store.create(empty);
    await store.update({ ...empty, name: "B", revision: 1 });
    await store.remove("w");
    await store.create(empty);
    const [entry] = await store.bin.list();
    await store.bin.remove(entry?.entry ?? "");
    expect(await lies.countVersions()).toBe(1);
  });

  it("takes damaged documents in, lists them by their id, and says why one cannot be put back", async () => {
    const { open, lay } = await place();
    const store = open();
    await lay("w", "{ half");
    await store.remove("w");
    const [entry] = await store.bin.list();
    expect(entry).toMatchObject({ id: "w", name: "w" });
    await expect(store.bin.restore(entry?.entry ?? "")).rejects.toMatchObject({ code: "storage_failed" });
    expect(await store.bin.list()).toHaveLength(1);
  });
}
