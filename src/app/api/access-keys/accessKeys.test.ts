import { expect, it } from "vitest";
import { GET as listRuns, POST as startRun } from "@/app/api/runs/route";
import { GET as readSettings } from "@/app/api/settings/route";
import { ask, useServices } from "@/app/api/testServices";
import { GET as listWorkflows, POST as makeWorkflow } from "@/app/api/workflows/route";
import { parseConfig } from "@/lib/config";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { DELETE } from "./[id]/route";
import { GET, POST } from "./route";

const name = "Laptop";

/** A Patchbay with a password, which nobody has given. */
async function useGuarded() {
  const services = useServices(
    parseConfig({ PATCHBAY_DATA_DIR: await testDirectory(), PATCHBAY_PASSWORD: "correct horse" }),
  );
  const make = async (scopes: string[]) => {
    const { key, id } = await services.accessKeys.create({ name, scopes: scopes as ["runs"] });
    return { id, headers: { authorization: `Bearer ${key}` } };
  };
  return { services, make };
}

it("a key is shown once, listed without itself, and opens nothing once it is revoked", async () => {
  useServices(await testDirectory());
  const made = await ask(POST, "/api/access-keys", { method: "POST", body: { name, scopes: ["runs"] } });
  expect(made.status).toBe(201);
  const { key, id } = await made.json();
  expect(await (await ask(GET, "/api/access-keys")).text()).not.toContain(key);
  const headers = { authorization: `Bearer ${key}` };
  expect((await ask(listRuns, "/api/runs", { headers })).status).toBe(200);
  const revoked = await ask(DELETE, `/api/access-keys/${id}`, { method: "DELETE", params: { id } });
  expect(await revoked.json()).toEqual({ revoked: id });
  expect((await ask(listRuns, "/api/runs", { headers })).status).toBe(401);
});

it.each([[{ name: "", scopes: ["v1"] }], [{ name, scopes: [] }], [{ name, scopes: ["admin"] }], [{ name }]])(
  "a key is not made of %j",
  async (body) => {
    useServices(await testDirectory());
    expect((await ask(POST, "/api/access-keys", { method: "POST", body })).status).toBe(400);
  },
);

it("where nobody is signed in, a key opens what its scope names and nothing else", async () => {
  const { make } = await useGuarded();
  const { headers } = await make(["runs"]);
  expect((await ask(listRuns, "/api/runs", { headers })).status).toBe(200);
  expect((await ask(listWorkflows, "/api/workflows", { headers })).status).toBe(200);
  const refused = [
    await ask(makeWorkflow, "/api/workflows", { headers, method: "POST", body: {} }),
    await ask(readSettings, "/api/settings", { headers }),
    await ask(GET, "/api/access-keys", { headers }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
  const { headers: other } = await make(["v1", "mcp", "hooks"]);
  expect((await ask(listRuns, "/api/runs", { headers: other })).status).toBe(403);
  expect((await ask(listRuns, "/api/runs")).status).toBe(401);
});

it("another site's page may not use a key that it got hold of", async () => {
  const { make } = await useGuarded();
  const { headers } = await make(["runs"]);
  const answer = await ask(listRuns, "/api/runs", { headers: { ...headers, origin: "https://evil.example" } });
  expect(answer.status).toBe(403);
});

it("what another program sends as its own bearer is none of ours: the session decides", async () => {
  await useGuarded();
  const answer = await ask(listRuns, "/api/runs", { headers: { authorization: "Bearer of-a-proxy-in-front" } });
  expect((await answer.json()).error).toMatchObject({
    code: "login_required",
    message: "Sign in to this Patchbay first.",
  });
});

it("a document that a program brings does not say that tools act without a question", async () => {
  const { services, make } = await useGuarded();
  const { headers } = await make(["runs"]);
  const { id: server } = await services.tools.add({ name: "Files", url: "http://127.0.0.1:9/mcp" });
  const tools = [{ server, approval: "never" }];
  const nodes = [
    { id: "p", type: "prompt", data: { text: "Hi" } },
    { id: "m", type: "llmGenerate", data: { provider: "openai", model: "m", tools } },
  ];
  const edges = [{ id: "e", source: { node: "p", port: "text" }, target: { node: "m", port: "prompt" } }];
  const about = { format: "patchbay/workflow", version: 1, id: "w", name: "W", revision: 1 };
  const workflow = { ...about, nodes, edges, layout: { nodes: {}, groups: [] } };
  const started = await ask(startRun, "/api/runs", { headers, method: "POST", body: { workflow } });
  expect(started.status).toBe(201);
  const { id } = await started.json();
  for await (const event of services.runs.events(id, 0, new AbortController().signal)) {
    if (event.type !== "run-start") continue;
    const ran = JSON.parse(Buffer.from(await services.assets.get(event.workflow.asset)).toString());
    expect(ran.nodes[1].data.tools).toEqual([{ server, approval: "ask" }]);
  }
});
