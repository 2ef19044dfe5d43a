import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { startTestGateway } from "@/gateway/testGateway";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { createMcpBench, eras, jsonOf, type McpBench, textOf } from "./testBench";
import { graph, haiku, offered } from "./testHaiku";

const listedSchema = z.object({
  providers: z.array(z.looseObject({ provider: z.string() })),
  unavailable: z.array(z.object({ provider: z.string(), reason: z.string() })),
});

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterAll(() => simulator.close());

const ways = eras.flatMap((era) => [
  { era, way: "HTTP" },
  { era, way: "standard input and output" },
]);

async function open(bench: McpBench, { era, way }: { era: (typeof eras)[number]; way: string }) {
  if (way !== "HTTP") return (await bench.overStdio([], era)).client;
  return bench.overHttp(await bench.startServer(), await bench.keyFor(), era);
}

it.each(ways)("an agent builds a workflow, mends it, saves and runs it over $way ($era)", async (how) => {
  const bench = await createMcpBench(simulator);
  const client = await open(bench, how);
  const call = (name: string, args = {}) => client.callTool({ name, arguments: args });
  expect(client.getInstructions()).toContain("list_node_kinds");

  const kinds = jsonOf(await call("list_node_kinds", { kinds: ["llmGenerate"] }));
  expect(kinds).toMatchObject({ kinds: [{ type: "llmGenerate", data: { required: ["provider", "model"] } }] });
  const { providers } = jsonOf(await call("list_models", { provider: "openai" }));
  expect(providers).toMatchObject([{ models: expect.arrayContaining([expect.objectContaining({ id: "gpt-5.5" })]) }]);

  const broken = { ...haiku, edges: [{ source: "ask.txt", target: "write.prompt" }] };
  const verdict = jsonOf(await call("validate_workflow", { workflow: broken }));
  expect(verdict).toMatchObject({
    ok: false,
    faults: [{ edge: "wire-1", message: "ask has no output called txt.", fix: "Its outputs: text (text)." }],
  });
  expect(jsonOf(await call("validate_workflow", { workflow: haiku }))).toMatchObject({
    ...{ ok: true, inputs: [{ name: "topic" }], outputs: [{ name: "haiku" }] },
  });

  const preflight = jsonOf(await call("preflight_workflow", { workflow: haiku, inputs: { topic: "rain" } }));
  expect(preflight).toMatchObject({ ok: true, calls: [{ count: 1, payer: { provider: "openai" } }] });
  const saved = jsonOf(await call("save_workflow", { workflow: haiku }));
  expect(saved).toMatchObject({ created: true, revision: 1, ok: true });
  const { id } = saved;

  const ran = await call("run_workflow", { id, inputs: { topic: "rain" } });
  expect(ran.isError).toBeUndefined();
  expect(jsonOf(ran)).toMatchObject({ status: "completed", calls: 1, payers: [{ provider: "openai" }] });
  const { run, outputs } = jsonOf(ran);
  const [, haikuText] = ran.content.map((block) => (block.type === "text" ? block.text : ""));
  expect(outputs).toEqual({ haiku: haikuText });
  expect(jsonOf(await call("get_run", { id: run }))).toMatchObject({ status: "completed", outputs });
  const resource = await client.readResource({ uri: `patchbay://runs/${run}/outputs/haiku` });
  expect(resource.contents).toMatchObject([{ text: haikuText }]);

  const through = (await bench.services.runs.read(run)).through;
  expect(through).toMatchObject(how.way === "HTTP" ? { kind: "mcp", name: "Laptop" } : { kind: "mcp" });
});

it("lists the models that somebody can pay for, and says of the others what a person can do", async () => {
  const bench = await createMcpBench(simulator);
  const url = `${(await startTestGateway(bench.services)).url}/mcp`;
  const listed = async (accounts?: string[]) => {
    const client = await bench.overHttp(url, await bench.keyFor(["mcp"], accounts));
    const { structuredContent } = await client.callTool({ name: "list_models" });
    return listedSchema.parse(structuredContent);
  };
  const all = await listed();
  expect(all.providers).toMatchObject([
    { provider: "openai", models: expect.arrayContaining([expect.objectContaining({ id: "gpt-5.5" })]) },
  ]);
  expect(all.unavailable.map(({ provider }) => provider)).toEqual(["openai-auth", "google", "anthropic", "compatible"]);
  expect(all.unavailable[0]?.reason).toContain("Connect");
  const none = await listed(["anthropic"]);
  expect(none.providers).toEqual([]);
  expect(none.unavailable.find(({ provider }) => provider === "openai")?.reason).toContain("may not pay here");
});

describe("a workflow that is offered", () => {
  it("is a tool with its inputs and outputs, and says how far it has come", async () => {
    const bench = await createMcpBench(simulator);
    const client = await bench.openHere();
    const saved = await client.callTool({ name: "save_workflow", arguments: { workflow: offered } });
    expect(jsonOf(saved)).toMatchObject({ tool: "write_a_haiku" });
    const listed = await client.callTool({ name: "list_workflows", arguments: { query: "HAIKU" } });
    expect(jsonOf(listed)).toMatchObject({ workflows: [{ name: "Write a haiku", tool: "write_a_haiku" }] });
    const { tools } = await client.listTools();
    expect(tools[0]).toMatchObject({
      name: "write_a_haiku",
      title: "Write a haiku",
      description: "Writes a haiku. Gives: haiku.",
      inputSchema: { properties: { topic: { type: "string" } }, required: ["topic"] },
      outputSchema: { properties: { outputs: { properties: { haiku: {} } } }, required: ["run", "status"] },
    });
    const told: { progress: number; total?: number; message?: string }[] = [];
    const onprogress = (progress: (typeof told)[number]) => void told.push(progress);
    const called = await client.callTool({ name: "write_a_haiku", arguments: { topic: "rain" } }, { onprogress });
    expect(jsonOf(called)).toMatchObject({ status: "completed", outputs: { haiku: expect.any(String) } });
    expect(told.map(({ message }) => message)).toContain("Writer: at work (1 of 3 nodes done)");
    expect(told.map(({ progress }) => progress)).toEqual(
      told.map(({ progress }) => progress).toSorted((a, b) => a - b),
    );
    const refused = await client.callTool({ name: "write_a_haiku", arguments: { tpic: "rain" } });
    expect(refused).toMatchObject({ isError: true });
    expect(textOf(refused)).toContain("It takes: topic.");
  });

  it.each(ways)("stops its run when the call is cancelled over $way ($era)", async (how) => {
    const bench = await createMcpBench(simulator);
    const client = await open(bench, how);
    const slow = { ...offered, ...graph("[slow:30] {{topic}}") };
    await client.callTool({ name: "save_workflow", arguments: { workflow: slow } });
    const abort = new AbortController();
    const called = client.callTool({ name: "write_a_haiku", arguments: { topic: "rain" } }, { signal: abort.signal });
    called.catch(() => {});
    const latest = async () => (await bench.services.runs.list({ limit: 1 })).runs[0];
    await vi.waitFor(async () => expect(await latest()).toMatchObject({ status: "running" }), 10_000);
    abort.abort();
    await expect(called).rejects.toThrow();
    await vi.waitFor(async () => expect(await latest()).toMatchObject({ status: "cancelled" }), 10_000);
  });

  it.each(ways.filter(({ era, way }) => era !== "legacy" || way !== "HTTP"))(
    "is told as a change of the tools over $way ($era)",
    async ({ era, way }) => {
      const bench = await createMcpBench(simulator);
      const changed = Promise.withResolvers<string[]>();
      const onChanged = (_: unknown, tools: { name: string }[] | null) =>
        changed.resolve((tools ?? []).map(({ name }) => name));
      const listChanged = { tools: { onChanged } };
      const client =
        way === "HTTP"
          ? await bench.overHttp(await bench.startServer(), await bench.keyFor(), era, { listChanged })
          : (await bench.overStdio([], era, { listChanged })).client;
      await client.callTool({ name: "save_workflow", arguments: { workflow: offered } });
      expect(await changed.promise).toContain("write_a_haiku");
    },
  );
});

it("keeps a save from writing over a newer one, and what it replaces as a version", async () => {
  const bench = await createMcpBench(simulator);
  const client = await bench.openHere();
  const save = (workflow: object) => client.callTool({ name: "save_workflow", arguments: { workflow } });
  const { id } = jsonOf(await save(haiku));
  expect(jsonOf(await save({ ...haiku, id, revision: 1, name: "Second" }))).toMatchObject({ revision: 2 });
  const conflict = await save({ ...haiku, id, revision: 1, name: "Third" });
  expect(conflict).toMatchObject({ isError: true });
  expect(textOf(conflict)).toContain("at revision 2 by now");
  const blind = await save({ ...haiku, id, name: "Third" });
  expect(textOf(blind)).toContain("send its revision");
  expect((await bench.services.workflows.versions.list(id)).length).toBe(1);
});

it("any server answers any request of a client, whichever it met first", async () => {
  const bench = await createMcpBench(simulator);
  const [first = "", second = ""] = await Promise.all([bench.startServer(), bench.startServer()]);
  const key = await bench.keyFor();
  for (const era of eras) {
    let turn = 0;
    // As a proxy that knows nothing of sessions sends them on.
    const inTurn: typeof fetch = (_, init) => fetch(turn++ % 2 === 0 ? first : second, init);
    const client = await bench.overHttp(first, key, era, {}, inTurn);
    for (let asked = 0; asked < 3; asked++) expect((await client.listTools()).tools.length).toBeGreaterThan(9);
    const ran = await client.callTool({
      ...{ name: "run_workflow", arguments: { workflow: haiku, inputs: { topic: `rain ${era}` } } },
    });
    expect(jsonOf(await client.callTool({ name: "get_run", arguments: { id: jsonOf(ran).run } }))).toMatchObject({
      status: "completed",
    });
    expect(turn).toBeGreaterThan(5);
  }
});
