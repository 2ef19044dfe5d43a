import { describe, expect, it } from "vitest";
import { testCache } from "@/lib/engine/testCache";
import { answering, llm, node } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunEvent } from "@/types/run";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { runServiceIn, runToEnd, workflowOf } from "./testRunService";

const off = (is: WorkflowNode["off"], each: WorkflowNode): WorkflowNode => ({ ...each, off: is });
const arrows = ["p.text>a.prompt", "a.text>b.prompt", "b.text>o.value"];
const parts = (): [WorkflowNode, WorkflowNode, WorkflowNode, WorkflowNode] => [
  node("p", "prompt", { text: "hi" }),
  llm("a"),
  { ...llm("b", { system: "again" }), title: "Second" },
  node("o", "output", { format: "auto" }),
];

async function service() {
  const asked: string[] = [];
  const callLlm = answering((text) => {
    asked.push(text);
    return `${text}!`;
  });
  return { asked, runs: runServiceIn(await testDirectory(), { callLlm, cache: testCache() }) };
}

const endOf = (events: RunEvent[]) => {
  const end = events.at(-1);
  return end?.type === "run-end" ? end : undefined;
};
const skips = (events: RunEvent[]) =>
  events.flatMap((event) => (event.type === "node-skip" ? [`${event.node} for ${event.because}`] : []));

describe("a run with nodes that are off", () => {
  it("skips a muted node and what hangs on it, without failing, and counts them among its nodes", async () => {
    const { runs, asked } = await service();
    const [p, a, b, o] = parts();
    const events = await runToEnd(runs, workflowOf([p, off("muted", a), b, o], arrows));
    expect(endOf(events)).toMatchObject({ status: "completed", outputs: {} });
    expect(skips(events)).toEqual(["a for a", "b for a", "o for a"]);
    expect(events[0]).toMatchObject({ type: "run-start", total: 4 });
    expect(asked).toEqual([]);
  });

  it("asks nothing of what does not run: no model, no settings that can be read", async () => {
    const { runs } = await service();
    const [p, , , o] = parts();
    const nodes = [p, off("muted", node("a", "nonsense")), llm("b", { model: "" }), o];
    expect(endOf(await runToEnd(runs, workflowOf(nodes, arrows)))).toMatchObject({ status: "completed" });
  });

  it("passes around a bypassed node what came in, and keeps the results of the others by what really arrives", async () => {
    const { runs, asked } = await service();
    const [p, a, b, o] = parts();
    await runToEnd(runs, workflowOf([p, a, b, o], arrows));
    expect(asked).toEqual(["hi", "hi!"]);
    const events = await runToEnd(runs, workflowOf([p, off("bypassed", a), b, o], arrows));
    expect(endOf(events)).toMatchObject({ outputs: { o: "hi!" } });
    expect(asked).toEqual(["hi", "hi!", "hi"]);
    await runToEnd(runs, workflowOf([p, a, b, o], arrows));
    expect(asked).toHaveLength(3);
  });

  it("is refused where a bypassed node has nothing to pass on, in words that name it", async () => {
    const { runs } = await service();
    const [p, a, b, o] = parts();
    const stuck = workflowOf([off("bypassed", { ...p, title: "Idea" }), a, b, o], arrows);
    await expect(runs.start(stuck)).rejects.toMatchObject({
      code: "invalid_workflow",
      message: "Idea is bypassed, but nothing that comes in fits a: mute it, or switch it on.",
      facts: { nodes: ["p"] },
    });
  });

  it("is refused when only nodes that are off were asked for, and goes on with the rest otherwise", async () => {
    const { runs } = await service();
    const [p, a, b, o] = parts();
    const muted = workflowOf([p, off("muted", a), b, o], arrows);
    await expect(runs.start(muted, { select: { mode: "only", nodes: ["b"] } })).rejects.toMatchObject({
      message: "Nothing would run. Second hangs on a, which is muted. Switch it on first.",
      facts: { nodes: ["a"] },
    });
    const events = await runToEnd(runs, muted, { select: { mode: "only", nodes: ["p", "a"] } });
    expect(skips(events)).toEqual(["a for a"]);
    expect(events[0]).toMatchObject({ total: 2 });
  });

  it("counts the items of no list that does not run", async () => {
    const runs = runServiceIn(await testDirectory(), { maxItems: 2 });
    const nodes = [off("muted", node("l", "list", { text: "1\n2\n3", split: "lines" })), llm("m")];
    expect(endOf(await runToEnd(runs, workflowOf(nodes, ["l.items>m.prompt"])))).toMatchObject({ status: "completed" });
  });
});

describe("what is out of date", () => {
  const saved = (nodes: WorkflowNode[]): Workflow => workflowOf(nodes, arrows);

  it("is what a bypassed node made otherwise, while nothing is told of nodes that do not run", async () => {
    const { runs } = await service();
    const [p, a, b, o] = parts();
    await runToEnd(runs, saved([p, a, b, o]));
    expect(await runs.stale(saved([p, off("bypassed", a), b, o]))).toMatchObject({
      b: { reason: "inputs" },
      o: { reason: "upstream" },
    });
    expect(await runs.stale(saved([p, off("muted", a), b, o]))).toEqual({});
    expect(await runs.stale(saved([p, a, b, o]))).toEqual({});
  });
});
