import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { Workflow } from "@/types/workflow";
import { createMcpBench, eras, jsonOf, type McpBench, textOf } from "./testBench";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterAll(() => simulator.close());

const model = { provider: "openai", model: "gpt-5.5" };
const graph = (text: string) => ({
  nodes: [
    { id: "ask", type: "prompt", data: { text } },
    { id: "write", type: "llmGenerate", title: "Writer", data: model },
    { id: "haiku", type: "output", data: { name: "haiku" } },
  ],
  edges: [
    { source: "ask.text", target: "write.prompt" },
    { source: "write.text", target: "haiku.value" },
  ],
});
const paidBy = (data: typeof model, workflow: ReturnType<typeof graph> & { name: string }) => ({
  ...workflow,
  nodes: workflow.nodes.map((node) => (node.id === "write" ? { ...node, data } : node)),
});
const haiku = { name: "Write a haiku", ...graph("A haiku about {{topic}}.") };
const offered = { ...haiku, settings: { offer: true, description: "Writes a haiku." } };

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

  it("answers with its id when it is parked, and when it takes longer than a client waits", async () => {
    const bench = await createMcpBench(simulator);
    await bench.signIn("codex");
    const url = await bench.startServer();
    const client = await bench.overHttp(`${url}?wait=1`, await bench.keyFor());
    const plan = { provider: "openai-auth", model: "gpt-5.5" };
    const limited = paidBy(plan, { ...offered, ...graph("[usage-limit:7200] {{topic}}") });
    await client.callTool({ name: "save_workflow", arguments: { workflow: limited } });
    const parked = await client.callTool({ name: "write_a_haiku", arguments: { topic: "rain" } });
    expect(jsonOf(parked)).toMatchObject({ status: "parked", waits_for: { until: expect.any(String) } });
    expect(parked.isError).toBeUndefined();
    await client.callTool({ name: "save_workflow", arguments: { workflow: { ...offered, ...graph("[slow:30] x") } } });
    const slow = (await client.listTools()).tools.find(({ description }) => description?.startsWith("Writes"));
    expect(slow?.name).toMatch(/^write_a_haiku_[0-9a-f]{6}$/);
    const running = await client.callTool({
      ...{ name: "run_workflow", arguments: { workflow: { ...haiku, ...graph("[slow:30] y") } } },
    });
    expect(jsonOf(running)).toMatchObject({ status: "running", next: expect.stringContaining("get_run") });
    const { run } = jsonOf(running);
    const stopped = await client.callTool({ name: "cancel_run", arguments: { id: run } });
    expect(jsonOf(stopped)).toMatchObject({ status: "cancelled" });
  });

  it("is told what a run asks, and answers its reviews", async () => {
    const bench = await createMcpBench(simulator);
    const { client } = await bench.overStdio([]);
    const call = (name: string, args = {}) => client.callTool({ name, arguments: args });
    const workflow = {
      name: "Ask first",
      nodes: [
        { id: "names", type: "list", data: { text: "owl\nfox", split: "lines" } },
        { id: "check", type: "review", data: { question: "Keep it?", mode: "edit" } },
        { id: "kept", type: "output", data: { name: "kept" } },
      ],
      edges: [
        { source: "names.items", target: "check.value" },
        { source: "check.approved", target: "kept.value" },
      ],
    };
    const asked = jsonOf(await call("run_workflow", { workflow }));
    expect(asked).toMatchObject({
      status: "waiting",
      questions: [{ node: "check", item: 0, kind: "review", question: "Keep it?", value: "owl" }, { item: 1 }],
      next: expect.stringContaining("answer_run"),
    });
    const wrong = await call("answer_run", { id: asked.run, node: "check", approved: true });
    expect(wrong.isError).toBe(true);
    expect(textOf(wrong)).toContain("Nothing is asked there");
    const item = { node: "check", approved: true };
    const first = jsonOf(await call("answer_run", { id: asked.run, ...item, item: 1, value: "a fox" }));
    expect(first).toMatchObject({ status: "waiting", questions: [{ item: 0 }] });
    const done = await call("answer_run", { id: asked.run, answers: [{ ...item, item: 0 }], wait_seconds: 20 });
    expect(jsonOf(done)).toMatchObject({ status: "completed", outputs: { kept: ["owl", "a fox"] } });
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

it("cuts a long output and says where the whole is", async () => {
  const bench = await createMcpBench(simulator);
  const client = await bench.openHere();
  const long: Partial<Workflow> & object = {
    name: "Long",
    nodes: [
      { id: "text", type: "prompt", data: { text: "word ".repeat(10_000) } },
      { id: "out", type: "output", data: { name: "whole", format: "auto" } },
    ],
  };
  const workflow = { ...long, edges: [{ source: "text.text", target: "out.value" }] };
  const ran = await client.callTool({ name: "run_workflow", arguments: { workflow } });
  const { run } = jsonOf(ran);
  const uri = `patchbay://runs/${run}/outputs/whole`;
  expect(ran.content).toContainEqual({ type: "resource_link", uri, name: "whole", mimeType: "text/plain" });
  expect(textOf(ran).length).toBeLessThan(25_000);
  const { contents } = await client.readResource({ uri });
  expect(contents).toMatchObject([{ text: "word ".repeat(10_000) }]);
});

it("shows a picture that a run made, and says where it is whole", async () => {
  const bench = await createMcpBench(simulator);
  const client = await bench.openHere();
  const workflow = {
    name: "Picture",
    nodes: [
      { id: "ask", type: "prompt", data: { text: "A red boat" } },
      { id: "draw", type: "imageGenerate", data: { provider: "openai", model: "" } },
      { id: "out", type: "output", data: { name: "boat" } },
    ],
    edges: [
      { source: "ask.text", target: "draw.prompt" },
      { source: "draw.image", target: "out.value" },
    ],
  };
  const { content, isError } = await client.callTool({ name: "run_workflow", arguments: { workflow } });
  expect(textOf({ content })).toContain("Completed");
  expect(isError).toBeUndefined();
  const picture = content.find((block) => block.type === "image");
  const link = content.find((block) => block.type === "resource_link");
  expect(picture).toMatchObject({ mimeType: "image/png" });
  const { contents } = await client.readResource({ uri: link?.uri ?? "" });
  expect(contents).toMatchObject([{ mimeType: "image/png", blob: picture?.data }]);
});

it("a server that ends cancels nothing: the run goes on at the next start", async () => {
  const bench = await createMcpBench(simulator);
  const client = await bench.overHttp(await bench.startServer(), await bench.keyFor());
  const workflow = { ...haiku, ...graph("[slow:3] {{topic}}") };
  client.callTool({ name: "run_workflow", arguments: { workflow, inputs: { topic: "rain" } } }).catch(() => {});
  const latest = async () => (await bench.services.runs.list({ limit: 1 })).runs[0];
  await vi.waitFor(async () => expect(await latest()).toMatchObject({ status: "running" }), 10_000);
  await bench.endServer();
  expect(await latest()).toMatchObject({ status: "interrupted" });
  await bench.startServer();
  await vi.waitFor(async () => expect(await latest()).toMatchObject({ status: "completed" }), 20_000);
});

it("a program ends with its input, and stops what it was asked to run", async () => {
  const bench = await createMcpBench(simulator);
  const { client, said } = await bench.overStdio();
  const workflow = { ...haiku, ...graph("[slow:30] x") };
  client.callTool({ name: "run_workflow", arguments: { workflow } }).catch(() => {});
  const latest = async () => (await bench.services.runs.list({ limit: 1 })).runs[0];
  await vi.waitFor(async () => expect(await latest()).toMatchObject({ status: "running" }), 10_000);
  await client.close();
  await vi.waitFor(async () => expect(await latest()).toMatchObject({ status: "cancelled" }), 10_000);
  expect(said()).toBe("");
});

describe("an account of plan sharing", () => {
  const plan = { provider: "openai-auth", model: "gpt-5.5" };
  const single = paidBy(plan, haiku);
  const twice = {
    ...single,
    nodes: [...single.nodes, { id: "again", type: "llmGenerate", data: plan }],
    edges: [
      { source: "ask.text", target: "write.prompt" },
      { source: "write.text", target: "again.prompt" },
      { source: "again.text", target: "haiku.value" },
    ],
  };

  it("pays for a workflow with its person's consent alone, and never for a single call", async () => {
    const bench = await createMcpBench(simulator);
    await bench.signIn("siwc");
    const client = await bench.openHere();
    const run = (workflow: object, topic = "rain") =>
      client.callTool({ name: "run_workflow", arguments: { workflow, inputs: { topic } } });
    const without = await run(twice);
    expect(textOf(without)).toMatch(/background/i);
    const [account] = (await bench.services.auth.status()).accounts;
    await bench.services.auth.edit(account?.id ?? "", { backgroundConsent: true });
    expect(jsonOf(await run(twice))).toMatchObject({ status: "completed", calls: 2 });
    const before = simulator.requests.length;
    const refused = await run(single, "snow");
    expect(refused).toMatchObject({ isError: true });
    expect(textOf(refused)).toContain("nothing but one model call");
    expect(simulator.requests.length).toBe(before);
    // What was paid for by a workflow is there for all.
    expect(jsonOf(await run(single))).toMatchObject({ status: "completed", calls: 0 });
  });
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
