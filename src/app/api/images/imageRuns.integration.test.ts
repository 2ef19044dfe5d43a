import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { node, wire } from "@/lib/engine/testRun";
import { watch } from "@/lib/runs/testRunService";
import type { Workflow } from "@/types/workflow";
import { imageBench } from "./imageBench";

const bench = imageBench();
const { accounts, imageCalls } = bench;

describe("a run that makes pictures", () => {
  const workflow = (prompts: string, data: Record<string, unknown> = {}): Workflow => ({
    ...{ format: "patchbay/workflow", version: 1, id: `w${randomUUID().slice(0, 8)}`, name: "Pictures", revision: 1 },
    nodes: [
      node("l", "list", { text: prompts, split: "lines" }),
      node("i", "imageGenerate", { provider: "openai-auth", account: accounts.ada, ...data }),
      node("m", "llmGenerate", { provider: "openai", model: "gpt-5.5" }),
      node("p", "prompt", { text: "What is it?" }),
      node("o", "output", { name: "pictures" }),
    ],
    edges: ["l.items>i.prompt", "i.image>o.value", "p.text>m.prompt", "i.image>m.images"].map(wire),
    layout: { nodes: {}, groups: [] },
  });

  it("makes a list of pictures, hands them on to what can see, and takes them from the cache the next time", async () => {
    const one = workflow("A red fish\nA blue owl", { n: 2 });
    const { id } = await bench.services.runs.start(one);
    await watch(bench.services.runs, id);
    const summary = await bench.services.runs.read(id);
    expect(summary).toMatchObject({ status: "completed", counts: { calls: 3 } });
    const pictures = summary.outputs?.pictures;
    expect(pictures).toHaveLength(4);
    expect(pictures).toMatchObject([{ width: 1024, asked: { n: 2 }, got: { size: "1024x1024" } }, {}, {}, {}]);
    const sent = imageCalls().length;
    expect((await bench.services.preflight(one, {})).calls).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ model: "gpt-image-2", count: 0, cached: 2 })]),
    );
    const again = await bench.services.runs.start(one);
    await watch(bench.services.runs, again.id);
    expect((await bench.services.runs.read(again.id)).outputs?.pictures).toEqual(pictures);
    expect(imageCalls()).toHaveLength(sent);
  });

  it("tries again only what failed, when it is told to go on", async () => {
    const { id } = await bench.services.runs.start(workflow("An owl\n[moderation-once] A fox\nA hen"));
    await watch(bench.services.runs, id);
    expect(await bench.services.runs.read(id)).toMatchObject({ status: "completed", problems: 1 });
    const sent = imageCalls().length;
    await bench.services.runs.resume(id, { only: "failed" });
    await watch(bench.services.runs, id);
    expect(await bench.services.runs.read(id)).toMatchObject({ status: "completed", problems: 0 });
    expect(imageCalls()).toHaveLength(sent + 1);
  });

  it("tells before it which calls would be refused, and which model is asked where none is named", async () => {
    const prompts = "A goat\nA newt";
    expect((await bench.services.preflight(workflow(prompts, { quality: "superb" }), {})).warnings).toContainEqual(
      expect.objectContaining({ code: "unsupported_option", node: "i" }),
    );
    const shared = await bench.services.preflight(workflow(prompts, { account: accounts.siwc }), {});
    expect(shared.warnings).toContainEqual(expect.objectContaining({ code: "unsupported_option", node: "i" }));
    const google = await bench.services.preflight(workflow(prompts, { provider: "google", account: undefined }), {});
    expect(google.calls).toContainEqual(expect.objectContaining({ model: "gemini-3.1-flash-image", count: 2 }));
  });

  it("parks at the limit of the plan, and at none of pictures", async () => {
    const limited = await bench.services.runs.start(workflow("[image-limit] An owl"));
    await watch(bench.services.runs, limited.id);
    expect(await bench.services.runs.read(limited.id)).toMatchObject({ status: "failed" });
    const parked = await bench.services.runs.start(workflow("[usage-limit:3600] An owl"));
    await watch(bench.services.runs, parked.id);
    expect(await bench.services.runs.read(parked.id)).toMatchObject({
      status: "parked",
      parked: { account: accounts.ada },
    });
    await bench.services.runs.cancel(parked.id);
  });

  it("stops at the socket when it is stopped", async () => {
    const { abortedStreams, openStreams } = bench.simulator.counters;
    const { id } = await bench.services.runs.start(workflow("An owl [slow:60]\nA fox [slow:60]"));
    await expect.poll(() => bench.simulator.counters.openStreams).toBe(openStreams + 2);
    await bench.services.runs.cancel(id);
    await expect.poll(() => bench.simulator.counters.abortedStreams).toBe(abortedStreams + 2);
    expect(bench.simulator.counters.openStreams).toBe(openStreams);
  });
});
