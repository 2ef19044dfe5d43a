import { describe, expect, it } from "vitest";
import type { Workflow } from "@/types/workflow";
import { empty, type WorkflowPlace, withStrangeNode } from "./workflowStoreContract";

const DAY_MS = 86_400_000;

/** What every form of `WorkflowStore` does with earlier saves and with deleted documents. */
export function keptWorkflowsContract(form: string, place: () => Promise<WorkflowPlace>): void {
  describe(`earlier saves in ${form}`, () => versions(place));
  describe(`the bin in ${form}`, () => bin(place));
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

  it("are kept for a change of what the workflow is offered as, whatever stands there", async () => {
    const { store, save, revisions } = await saved(await place());
    const settings = { offer: true, inputs: { topic: { kind: "hologram", title: "Topic", later: 1 } }, later: [1] };
    await save({ settings });
    expect((await store.read("w")).settings).toEqual(settings);
    await save({ settings: undefined });
    expect(await revisions()).toEqual([2, 1]);
    const [newest] = await store.versions.list("w");
    expect((await store.versions.restore("w", newest?.version ?? "", 3)).settings).toEqual(settings);
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
