import { describe, expect, it } from "vitest";
import { type Archive, type KeptKind, keptKinds } from "@/lib/storage/archive";
import { copyArchive } from "@/lib/storage/copyArchive";
import { createFileArchive } from "@/lib/storage/file/fileArchive";
import { createFileStorage } from "@/lib/storage/file/fileStorage";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Storage } from "@/lib/storage/storage";
import type { Workflow } from "@/types/workflow";

export const storageOptions = {
  toCacheLimits: () => ({ maxBytes: 1e9, maxAgeMs: 1e12 }),
  reportLostResults: (error: unknown) => {
    throw error;
  },
  reportBug: () => undefined,
};
export const KEY = "ab".repeat(32);
const texts = ["keys", "access-keys", "page-links", "secrets", "triggers"];
const workflow: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "A", revision: 0 },
  ...{ nodes: [], edges: [], layout: { nodes: {}, groups: [] } },
};

/** Something of every kind, as people leave it. */
export async function fill(storage: Storage): Promise<{ asset: string; run: string }> {
  const first = await storage.workflows.create(workflow);
  await storage.workflows.update({ ...first, name: "B" });
  await storage.workflows.versions.create("w", "Named\u0000 “here”");
  await storage.workflows.create({ ...workflow, id: "gone" });
  await storage.workflows.remove("gone");
  const { asset } = await storage.assets.put(Buffer.alloc(3_000_000, "picture"), "image/png");
  await storage.settings.write({ nodeDefaults: {}, lastWorkflowId: "w" });
  for (const name of texts) await storage.texts.text(name).write('{"later":true}', undefined);
  await storage.cache.put(KEY, { output: { text: "kept \u0000 ü" } });
  await storage.cache.change(KEY, { pinned: true });
  const run = "run-1";
  const claim = await storage.claims.claim(run);
  if (claim === undefined) throw new Error("nobody else is here");
  const document = { asset, mime: "application/json", bytes: 1 };
  await storage.journal.append(run, [
    { type: "run-start", workflow: document, workflowId: "w", total: 1, inputs: {} },
    { type: "node-delta", node: "n", text: "half \ud83d" },
  ]);
  await storage.journal.append(run, [{ type: "run-end", status: "completed", outputs: {} }]);
  await claim.release();
  await storage.labels.put(run, {
    node: "n",
    row: 2,
    label: "down",
    note: "Odd \u0000 “ü”",
    at: "2030-01-01T00:00:00.000Z",
  });
  await storage.labels.put(run, { node: "n", row: 10, label: "up", at: "2030-01-01T00:00:00.000Z" });
  return { asset, run };
}

async function contentsOf(archive: Archive): Promise<Record<KeptKind, [string, string][]>> {
  const all = {} as Record<KeptKind, [string, string][]>;
  for (const kind of keptKinds) {
    all[kind] = [];
    for await (const { key, content } of archive.read(kind)) {
      all[kind].push([key, Buffer.from(content).toString("base64").slice(0, 10_000)]);
    }
    all[kind].sort();
  }
  return all;
}

/** What every form of `Storage` does with what another one had. */
export function archiveContract(form: string, open: () => Promise<Storage>): void {
  describe(`what was copied into ${form}`, () => {
    it("is all that was there, and works as it did", async () => {
      const source = createFileStorage(await testDirectory(), storageOptions);
      const { asset, run } = await fill(source);
      const target = await open();
      const copied = [];
      for await (const kind of copyArchive(source.archive, target.archive)) copied.push(kind);
      expect(copied.every(({ found, added }) => found > 0 && added === found)).toBe(true);
      expect(copied.flatMap(({ different }) => different)).toEqual([]);

      expect(await target.workflows.list()).toEqual(await source.workflows.list());
      expect(await target.workflows.versions.list("w")).toEqual(await source.workflows.versions.list("w"));
      expect(await target.workflows.bin.list()).toEqual(await source.workflows.bin.list());
      expect(await target.settings.read()).toEqual(await source.settings.read());
      for (const name of texts) expect((await target.texts.text(name).read())?.text, name).toBe('{"later":true}');
      expect(Buffer.from(await target.assets.get(asset)).equals(Buffer.from(await source.assets.get(asset)))).toBe(
        true,
      );
      expect(await target.journal.read(run)).toEqual(await source.journal.read(run));
      expect(await target.labels.read(run)).toEqual(await source.labels.read(run));
      expect(await target.cache.read(KEY)).toEqual(await source.cache.read(KEY));
      expect((await target.cache.touched()).map(({ key }) => key)).toEqual([KEY]);
    });

    it("comes back as it was", async () => {
      const source = createFileStorage(await testDirectory(), storageOptions);
      await fill(source);
      const target = await open();
      for await (const _ of copyArchive(source.archive, target.archive));
      const back = createFileArchive(await testDirectory());
      for await (const { different } of copyArchive(target.archive, back)) expect(different).toEqual([]);
      expect(await contentsOf(back)).toEqual(await contentsOf(source.archive));
    });

    it("is copied again without harm, and what was changed there stays and is told", async () => {
      const source = createFileStorage(await testDirectory(), storageOptions);
      await fill(source);
      const target = await open();
      for await (const _ of copyArchive(source.archive, target.archive));
      await target.workflows.update({ ...(await target.workflows.read("w")), name: "Changed there" });
      const again = [];
      for await (const kind of copyArchive(source.archive, target.archive)) again.push(kind);
      expect(again.every(({ added }) => added === 0)).toBe(true);
      expect(again.flatMap(({ different }) => different)).toEqual(["w"]);
      expect((await target.workflows.read("w")).name).toBe("Changed there");
    });
  });
}
