import { describe, expect, it } from "vitest";
import { ask, useServices } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Workflow } from "@/types/workflow";
import { POST as PUT_BACK } from "./bin/[id]/restore/route";
import { DELETE as REMOVE } from "./bin/[id]/route";
import { GET as BIN } from "./bin/route";
import { DELETE, GET, PUT } from "./workflows/[id]/route";
import { POST as RESTORE } from "./workflows/[id]/versions/[version]/restore/route";
import { PATCH, GET as READ } from "./workflows/[id]/versions/[version]/route";
import { GET as LIST, POST as NAME } from "./workflows/[id]/versions/route";
import { POST } from "./workflows/route";

const document: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "First", revision: 0 },
  ...{ nodes: [], edges: [], layout: { nodes: {}, groups: [] } },
};
const params = { id: "w" };

async function useSaved(...names: string[]): Promise<void> {
  useServices(await testDirectory());
  await ask(POST, "/api/workflows", { method: "POST", body: document });
  for (const [index, name] of names.entries()) {
    await ask(PUT, "/api/workflows/w", { method: "PUT", params, body: { ...document, name, revision: index + 1 } });
  }
}

async function versions() {
  const answer = await ask(LIST, "/api/workflows/w/versions", { params });
  return (await answer.json()).versions;
}

describe("versions of a workflow", () => {
  it("are listed, read, and restored as a new save over the revision that is named", async () => {
    await useSaved("Second");
    const [first] = await versions();
    const of = { params: { ...params, version: first.version } };
    expect(first).toMatchObject({ revision: 1 });
    expect(await (await ask(READ, "/x", of)).json()).toMatchObject({ name: "First", revision: 1 });
    const stale = await ask(RESTORE, "/x", { ...of, method: "POST", body: { revision: 1 } });
    expect([stale.status, await stale.json()]).toMatchObject([409, { error: { details: { revision: 2 } } }]);
    const restored = await ask(RESTORE, "/x", { ...of, method: "POST", body: { revision: 2 } });
    expect(await restored.json()).toMatchObject({ name: "First", revision: 3 });
    expect((await versions()).map(({ revision }: { revision: number }) => revision)).toEqual([2, 1]);
  });

  it("have names, which can be changed and taken away", async () => {
    await useSaved();
    const named = await ask(NAME, "/x", { method: "POST", params, body: { name: " Before the talk " } });
    expect(named.status).toBe(201);
    const { version } = await named.json();
    expect(await versions()).toMatchObject([{ version, name: "Before the talk", revision: 1 }]);
    const rename = (name: string | null) =>
      ask(PATCH, "/x", { method: "PATCH", params: { ...params, version }, body: { name } });
    expect(await (await rename("After it")).json()).toMatchObject({ name: "After it" });
    await rename(null);
    expect(Object.hasOwn((await versions())[0], "name")).toBe(false);
    expect((await ask(NAME, "/x", { method: "POST", params, body: { name: "  " } })).status).toBe(400);
  });

  it("are not there for another workflow, another version and names that lead elsewhere", async () => {
    await useSaved("Second");
    const [{ version }] = await versions();
    for (const place of [
      { id: "x", version },
      { id: "w", version: "r9-1-1-000000000000" },
      { id: "w", version: ".." },
    ])
      expect((await ask(READ, "/x", { params: place })).status).toBe(404);
    expect((await ask(LIST, "/x", { params: { id: "x" } })).status).toBe(404);
  });
});

describe("a deleted workflow", () => {
  it("lies in the bin, can be put back with its versions, and be deleted for good", async () => {
    await useSaved("Second");
    const bin = async () => (await (await ask(BIN, "/api/bin")).json()).workflows;
    expect(await (await ask(DELETE, "/x", { method: "DELETE", params })).json()).toEqual({ deleted: "w" });
    expect((await ask(GET, "/x", { params })).status).toBe(404);
    const [{ entry }] = await bin();
    expect(await bin()).toMatchObject([{ id: "w", name: "Second", nodeCount: 0 }]);
    const restored = await ask(PUT_BACK, "/x", { method: "POST", params: { id: entry }, body: {} });
    expect(await restored.json()).toMatchObject({ id: "w", name: "Second", revision: 2 });
    expect([await bin(), (await versions()).length]).toEqual([[], 1]);
    expect((await ask(PUT_BACK, "/x", { method: "POST", params: { id: entry }, body: {} })).status).toBe(404);

    await ask(DELETE, "/x", { method: "DELETE", params });
    const [again] = await bin();
    const removed = await ask(REMOVE, "/x", { method: "DELETE", params: { id: again.entry } });
    expect(await removed.json()).toEqual({ deleted: again.entry });
    expect(await bin()).toEqual([]);
  });
});
