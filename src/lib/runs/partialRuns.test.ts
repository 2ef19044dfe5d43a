import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { createFileResultCache } from "@/lib/storage/file/fileResultCache";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunEvent } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { listWorkflow, runServiceIn, runToEnd, watch, workflowOf } from "./testRunService";

const chain = (text: string, system = "s"): Workflow =>
  workflowOf(
    [node("p", "prompt", { text }), llm("a"), llm("b", { system }), node("o", "output", { format: "auto" })],
    ["p.text>a.prompt", "a.text>b.prompt", "b.text>o.value"],
  );

async function counting() {
  const asked: string[] = [];
  const callLlm = answering((text) => {
    asked.push(text);
    return `${text}!`;
  });
  const limits = async () => ({ maxBytes: 1e9, maxAgeMs: 1e9 });
  const cache = createFileResultCache({ directory: await testDirectory(), limits });
  const options = { callLlm, cache, touchedResults: cache.touched };
  return { asked, cache, runs: runServiceIn(await testDirectory(), options) };
}

describe("what a person has put in the place of an answer", () => {
  const keyOf = (events: readonly RunEvent[], type: "node-end" | "node-item", node: string, item?: number) => {
    for (const event of events) {
      if (event.type !== type || event.node !== node || event.key === undefined) continue;
      if (event.type === "node-end" || event.item === item) return event.key;
    }
    throw new Error("no key");
  };

  it("is what a run of the next node alone builds on, and makes its result stale until then", async () => {
    const { asked, runs, cache } = await counting();
    const workflow = chain("hi");
    const key = keyOf(await runToEnd(runs, workflow), "node-end", "a");
    await cache.change(key, { output: { text: "mine" } });
    expect(Object.keys(await runs.stale(workflow))).toEqual(["b", "o"]);
    await runToEnd(runs, workflow, { select: { nodes: ["b"], mode: "only" } });
    expect(asked).toEqual(["hi", "hi!", "mine"]);
    await cache.change(key, { original: true });
    expect(Object.keys(await runs.stale(workflow))).toContain("b");
  });

  it("goes on in a list at the place of its item", async () => {
    const { asked, runs, cache } = await counting();
    const workflow = workflowOf(
      [node("l", "list", { text: "x\ny", split: "lines" }), llm("a"), llm("b")],
      ["l.items>a.prompt", "a.text>b.prompt"],
    );
    const events = await runToEnd(runs, workflow);
    await cache.change(keyOf(events, "node-item", "a", 1), { output: { text: "mine" } });
    await runToEnd(runs, workflow, { select: { nodes: ["b"], mode: "only" } });
    expect(asked.slice(4)).toEqual(["mine"]);
  });
});

describe("the cache across runs", () => {
  it("makes no call when nothing has changed, and one when one prompt has", async () => {
    const { asked, runs } = await counting();
    await runToEnd(runs, chain("hi"));
    expect(asked).toHaveLength(2);
    const again = await runToEnd(runs, chain("hi"));
    expect(asked).toHaveLength(2);
    expect(again.filter((event) => event.type === "node-end" && event.cached)).toHaveLength(2);
    await runToEnd(runs, chain("hi", "other"));
    expect(asked).toEqual(["hi", "hi!", "hi!"]);
  });

  it("makes three calls when three rows are added to 97, and one when an account alone is changed: none", async () => {
    const { asked, runs } = await counting();
    const rows = Array.from({ length: 100 }, (_, index) => `row ${index}`);
    await runToEnd(runs, listWorkflow(rows.slice(0, 97)));
    expect(asked).toHaveLength(97);
    const events = await runToEnd(runs, listWorkflow(rows));
    expect(asked).toHaveLength(100);
    expect(events.filter((event) => event.type === "node-item" && event.status === "cached")).toHaveLength(97);
    await runToEnd(runs, listWorkflow(rows, { account: "other" }));
    expect(asked).toHaveLength(100);
  });

  it("is passed over by a fresh run, whole or of the nodes that it names", async () => {
    const { asked, runs } = await counting();
    await runToEnd(runs, chain("hi"));
    await runToEnd(runs, chain("hi"), { useCache: false });
    expect(asked).toHaveLength(4);
    await runToEnd(runs, chain("hi"), { fresh: { nodes: ["b"], mode: "only" } });
    expect(asked).toHaveLength(5);
    await runToEnd(runs, chain("hi"), { fresh: { nodes: ["a"], mode: "from" } });
    expect(asked).toHaveLength(7);
  });

  it("gives what a person has pinned or edited also when a run is fresh, until it is let go", async () => {
    const { asked, runs, cache } = await counting();
    const [, ...events] = await runToEnd(runs, chain("hi"));
    const key =
      events.flatMap((event) => (event.type === "node-end" && event.node === "a" ? [event.key] : []))[0] ?? "";
    await cache.change(key, { pinned: true, output: { text: "own words" } });
    const fresh = await runToEnd(runs, chain("hi"), { useCache: false });
    expect(asked).toEqual(["hi", "hi!", "own words"]);
    expect(fresh.at(-1)).toMatchObject({ outputs: { o: "own words!" } });
    await cache.change(key, { pinned: false });
    await runToEnd(runs, chain("hi"), { fresh: { nodes: ["a"], mode: "only" } });
    expect(asked.at(3)).toBe("hi");
  });

  it("gives way to an output that is pinned", async () => {
    const { asked, runs } = await counting();
    await runToEnd(runs, chain("hi"));
    const events = await runToEnd(runs, chain("bye"), { pinned: ["a"] });
    expect(events.at(-1)).toMatchObject({ outputs: { o: "hi!!" } });
    expect(asked).toEqual(["hi", "hi!"]);
  });

  it("is refused for a pinned node that does not exist or has nothing to hold fast", async () => {
    const { asked, runs } = await counting();
    for (const node of ["nobody", "a"]) {
      const start = runs.start(chain("hi"), { pinned: [node] });
      await expect(start).rejects.toMatchObject({ code: "invalid_workflow", facts: { nodes: [node] } });
    }
    expect(asked).toEqual([]);
  });
});

describe("a part of a document", () => {
  it("runs one node on what is there, with the free nodes before it up to date", async () => {
    const { asked, runs } = await counting();
    await runToEnd(runs, chain("hi"));
    const only = await runToEnd(runs, chain("hi", "other"), { select: { nodes: ["b"], mode: "only" } });
    expect(asked).toEqual(["hi", "hi!", "hi!"]);
    expect(only[0]).toMatchObject({ total: 1, selected: ["b"] });
    const first = await runToEnd(runs, chain("new"), { select: { nodes: ["a"], mode: "only" } });
    expect(first.flatMap((event) => (event.type === "node-end" ? [event.node] : []))).toEqual(["p", "a"]);
    expect(asked.at(-1)).toBe("new");
  });

  it("runs to a node, and from a node on", async () => {
    const { asked, runs } = await counting();
    await runToEnd(runs, chain("hi"), { select: { nodes: ["a"], mode: "to" } });
    expect(asked).toEqual(["hi"]);
    const from = await runToEnd(runs, chain("hi"), { select: { nodes: ["b"], mode: "from" } });
    expect(asked).toEqual(["hi", "hi!"]);
    expect(from.at(-1)).toMatchObject({ status: "completed", outputs: { o: "hi!!" } });
  });

  it("is refused when what it goes on from has never run, and names it", async () => {
    const { asked, runs } = await counting();
    const start = runs.start(chain("hi"), { select: { nodes: ["b"], mode: "only" } });
    await expect(start).rejects.toMatchObject({ code: "invalid_workflow", facts: { nodes: ["a"] } });
    const nobody = runs.start(chain("hi"), { select: { nodes: ["nobody"], mode: "to" } });
    await expect(nobody).rejects.toMatchObject({ code: "invalid_workflow", facts: { nodes: ["nobody"] } });
    expect(asked).toEqual([]);
    expect((await runs.list()).runs).toEqual([]);
  });

  it("says so where it goes on without a source that has never run", async () => {
    const { runs } = await counting();
    const nodes = [node("p", "prompt", { text: "hi" }), llm("a"), llm("b"), node("j", "join"), node("o", "output")];
    const wires = ["p.text>a.prompt", "p.text>b.prompt", "a.text>j.items", "b.text>j.items", "j.text>o.value"];
    const from = { select: { nodes: ["a"], mode: "from" } } as const;
    const events = await runToEnd(runs, workflowOf(nodes, wires), from);
    expect(events.filter(({ type }) => type === "notice")).toMatchObject([{ node: "j", code: "source_left_out" }]);
    await runToEnd(runs, workflowOf(nodes, wires));
    const again = await runToEnd(runs, workflowOf(nodes, wires), from);
    expect(again.filter(({ type }) => type === "notice")).toEqual([]);
    expect(again.at(-1)).toMatchObject({ outputs: { o: "hi!\n\nhi!" } });
  });

  it("passes over notes in a selection", async () => {
    const { runs } = await counting();
    const workflow = chain("hi");
    workflow.nodes.push(node("n", "note", { text: "for people" }));
    const events = await runToEnd(runs, workflow, { select: { nodes: ["n", "a"], mode: "only" } });
    expect(events.at(-1)).toMatchObject({ status: "completed" });
  });
});

describe("stale results", () => {
  it("are told with what has changed, and the run they are from", async () => {
    const { runs } = await counting();
    const { id } = await runs.start(chain("hi"));
    for await (const _ of runs.events(id, 0, new AbortController().signal));
    expect(await runs.stale(chain("hi"))).toEqual({});
    expect(await runs.stale(chain("hi", "other"))).toMatchObject({
      b: { reason: "settings", run: id },
      o: { reason: "upstream", run: id },
    });
    expect(Object.keys(await runs.stale(chain("bye")))).toEqual(["p", "a", "b", "o"]);
  });
});

it("builds on the latest run that can be read", async () => {
  const directory = await testDirectory();
  const before = runServiceIn(directory);
  await runToEnd(before, chain("older"));
  const { id } = await before.start(chain("newer"));
  await watch(before, id);
  await before.list();
  const path = join(directory, "runs", id, "events.jsonl");
  await writeFile(path, (await readFile(path, "utf8")).replace('{"seq":2,', '["seq":2,'));
  const runs = runServiceIn(directory);
  expect((await runs.list()).runs[0]?.id).toBe(id);
  expect(await runs.stale(chain("older"))).toEqual({});
  const events = await runToEnd(runs, chain("older"), { select: { nodes: ["b"], mode: "only" } });
  expect(events.at(-1)).toMatchObject({ status: "completed" });
});
