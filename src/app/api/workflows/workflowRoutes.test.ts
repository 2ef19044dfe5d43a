import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ask, useServices } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { GET as GET_FILE } from "./[id]/file/route";
import { GET, PUT } from "./[id]/route";
import { GET as LIST, POST } from "./route";

const twins = {
  format: "patchbay/workflow",
  version: 1,
  id: "twins",
  name: "Twins",
  revision: 1,
  nodes: [
    { id: "ask", type: "prompt", data: { text: "one" } },
    { id: "ask", type: "prompt", data: { text: "two" } },
  ],
  edges: [],
  layout: { nodes: {}, groups: [] },
};
const single = { ...twins, nodes: twins.nodes.slice(0, 1) };
const params = { id: "twins" };

async function store(directory: string, text: string): Promise<string> {
  await mkdir(join(directory, "workflows"));
  const path = join(directory, "workflows", "twins.json");
  await writeFile(path, text);
  return path;
}

describe("a document that cannot be drawn", () => {
  it("is refused with its place when it is created and when it is saved", async () => {
    useServices(await testDirectory());
    const refusal = {
      error: {
        code: "invalid_workflow",
        message: "Two nodes have the id ask. It is at nodes.1.id.",
        details: { nodes: ["ask"], issues: [{ path: "nodes.1.id" }] },
      },
    };
    const created = await ask(POST, "/api/workflows", { method: "POST", body: twins });
    expect([created.status, await created.json()]).toMatchObject([400, refusal]);
    expect(await (await ask(LIST, "/api/workflows")).json()).toEqual({ workflows: [] });
    await ask(POST, "/api/workflows", { method: "POST", body: single });
    const saved = await ask(PUT, "/api/workflows/twins", { method: "PUT", body: twins, params });
    expect([saved.status, await saved.json()]).toMatchObject([400, refusal]);
  });

  it("still opens when an earlier version saved it, and can be replaced by a mended one", async () => {
    const directory = await testDirectory();
    useServices(directory);
    await store(directory, JSON.stringify(twins));
    expect(await (await ask(GET, "/api/workflows/twins", { params })).json()).toEqual(twins);
    const saved = await ask(PUT, "/api/workflows/twins", { method: "PUT", body: single, params });
    expect(await saved.json()).toMatchObject({ revision: 2 });
  });
});

describe("the stored file", () => {
  it("is handed out as it is, also when it cannot be opened, and stays so", async () => {
    const directory = await testDirectory();
    useServices(directory);
    const path = await store(directory, "{ half");
    expect((await ask(GET, "/api/workflows/twins", { params })).status).toBe(500);
    const file = await ask(GET_FILE, "/api/workflows/twins/file", { params });
    expect(await file.text()).toBe("{ half");
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="twins.json"');
    expect(await readFile(path, "utf8")).toBe("{ half");
  });

  it("goes by its name when it was copied by hand and another id is still in it", async () => {
    const directory = await testDirectory();
    useServices(directory);
    await store(directory, JSON.stringify({ ...single, id: "other" }));
    expect(await (await ask(GET, "/api/workflows/twins", { params })).json()).toMatchObject({ id: "twins" });
  });

  it("is not there for a name that leads elsewhere", async () => {
    const directory = await testDirectory();
    useServices(directory);
    await store(directory, "{}");
    for (const id of ["../settings", "..", "a/b", "twins\0"]) {
      expect((await ask(GET_FILE, "/api/workflows/x/file", { params: { id } })).status).toBe(404);
    }
  });
});
