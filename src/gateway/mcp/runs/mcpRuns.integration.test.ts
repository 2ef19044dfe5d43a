import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createMcpBench, eras, jsonOf, textOf } from "@/gateway/mcp/testBench";
import { graph, haiku, offered } from "@/gateway/mcp/testHaiku";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { Workflow } from "@/types/workflow";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterAll(() => simulator.close());

const paidBy = (data: object, workflow: ReturnType<typeof graph> & { name: string }) => ({
  ...workflow,
  nodes: workflow.nodes.map((node) => (node.id === "write" ? { ...node, data } : node)),
});

describe("a run", () => {
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

  it("says what it asks, and goes on once its reviews are answered", async () => {
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

  it("has a long output cut, and says where the whole is", async () => {
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

  it("shows a picture that it made, and says where it is whole", async () => {
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

it.each(eras)("a key that is revoked ends its calls with the reason, and no run (%s)", async (era) => {
  const bench = await createMcpBench(simulator);
  const { runs, accessKeys } = bench.services;
  const client = await bench.openHere(era);
  const slow = { name: "run_workflow", arguments: { workflow: { ...haiku, ...graph("[slow:30] x") } } };
  const called = client.callTool(slow);
  called.catch(() => {});
  const latest = async () => (await runs.list({ limit: 1 })).runs[0];
  await vi.waitFor(async () => expect(await latest()).toMatchObject({ status: "running" }), 10_000);
  for (const { id } of await accessKeys.list()) await accessKeys.revoke(id);
  await expect(called).rejects.toThrow("This access key was revoked, or has expired.");
  const run = await latest();
  expect(run).toMatchObject({ status: "running" });
  await runs.cancel(run?.id ?? "");
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
