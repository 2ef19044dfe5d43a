import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { startChild, type TestChild } from "@/lib/auth/testkit/testChild";
import { openWorkflowStore } from "./openWorkflowStore";

const NAMES = ["a", "b", "c", "d"];
const TIMES = 20;

/** Processes on one store that begin together. @returns what each of them was told is saved */
async function acknowledged(mode: "create" | "mark", place: string): Promise<string[][]> {
  const file = new URL("./workflowStore.child.ts", import.meta.url);
  const children = NAMES.map((name) => startChild(file, [mode, place, name, String(TIMES)]));
  await Promise.all(children.map((child) => child.nextLine()));
  for (const child of children) child.send("go");
  return Promise.all(children.map(linesOf));
}

async function linesOf({ process, nextLine }: TestChild): Promise<string[]> {
  const lines: string[] = [];
  const exited = once(process, "exit");
  for (let line = await nextLine().catch(() => ""); line !== ""; line = await nextLine().catch(() => ""))
    lines.push(line);
  expect(await exited).toEqual([0, null]);
  return lines;
}

/** What every form of `WorkflowStore` does for several processes. `newPlace` gives a directory or the address of a database. */
export function workflowProcessesContract(form: string, newPlace: () => Promise<string>): void {
  describe(`several processes on documents in ${form}`, () => {
    it("gives each new id to one process only", async () => {
      const place = await newPlace();
      const created = await acknowledged("create", place);
      expect(created.flat().sort()).toEqual(Array.from({ length: TIMES }, (_, i) => `w${i}`).sort());
      const store = openWorkflowStore(place);
      for (const [index, ids] of created.entries()) {
        for (const id of ids) expect((await store.read(id)).name).toBe(NAMES[index]);
      }
    });

    it("overwrites no save that another process was told is kept", async () => {
      const place = await newPlace();
      const store = openWorkflowStore(place);
      const layout = { nodes: {}, groups: [] };
      await store.create({
        ...{ format: "patchbay/workflow", version: 1, id: "shared", name: "Shared", revision: 0 },
        ...{ nodes: [], edges: [], layout },
      });
      const marks = (await acknowledged("mark", place)).flat();
      const { revision, nodes } = await store.read("shared");
      expect(marks).toHaveLength(NAMES.length * TIMES);
      expect(nodes.map(({ id }) => id).sort()).toEqual(marks.sort());
      expect(revision).toBe(1 + marks.length);
    });

    it("keeps every save that was acknowledged before its writer was killed, and none in half", async () => {
      const place = await newPlace();
      const store = openWorkflowStore(place);
      await store.create({
        ...{ format: "patchbay/workflow", version: 1, id: "shared", name: "Shared", revision: 0 },
        ...{ nodes: [], edges: [], layout: { nodes: {}, groups: [] } },
      });
      let acknowledged = 0;
      for (const name of NAMES) {
        const file = new URL("./workflowStore.child.ts", import.meta.url);
        const child = startChild(file, ["mark", place, name, "1000"]);
        await child.nextLine();
        child.send("go");
        for (let told = 0; told < 10; told++, acknowledged++) await child.nextLine();
        const exited = once(child.process, "exit");
        child.process.kill("SIGKILL");
        await exited;
        const { revision } = await store.read("shared");
        const versions = await store.versions.list("shared");
        // A copy may be there whose successor was not written any more.
        const earlier = versions.map((version) => version.revision).filter((kept) => kept < revision);
        expect(earlier).toEqual(Array.from({ length: revision - 1 }, (_, index) => revision - 1 - index));
        expect(revision).toBeGreaterThan(acknowledged);
        for (const { version, revision: kept } of versions)
          expect((await store.versions.read("shared", version)).nodes).toHaveLength(kept - 1);
      }
    });
  });
}
