import { describe, expect, it } from "vitest";
import { planGraph } from "@/lib/graph/plan";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { WorkflowNode } from "@/types/workflow";
import { findStale, type KeyedOutput } from "./staleness";
import { testCache, testDigest } from "./testCache";
import { llm, node, run, wire } from "./testRun";

const list = (id: string, ...items: string[]) => node(id, "list", { text: items.join("\n"), split: "lines" });
const join = (id: string, separator: string) => node(id, "join", { separator });

const wires = ["l.items>m.prompt", "m.text>j.items", "j.text>n.prompt"];
const document = (items: string[], data: { m?: object; separator?: string; n?: object } = {}) => [
  list("l", ...items),
  llm("m", { ...data.m }),
  join("j", data.separator ?? "+"),
  llm("n", { ...data.n }),
];

async function resultsOf(nodes: WorkflowNode[], arrows = wires): Promise<Map<string, KeyedOutput>> {
  const { events } = await run(nodes, arrows, { cache: testCache() });
  return new Map(events.flatMap((event) => (event.type === "node-end" ? [[event.node, event] as const] : [])));
}

const stale = async (nodes: WorkflowNode[], results: Map<string, KeyedOutput>, arrows = wires) =>
  Object.fromEntries(await findStale(planGraph({ nodes, edges: arrows.map(wire) }, portsOf), results, testDigest));

describe("findStale", () => {
  it("finds nothing while the document is as it ran", async () => {
    const results = await resultsOf(document(["a", "b"]));
    expect(await stale(document(["a", "b"]), results)).toEqual({});
  });

  it("names a changed setting, and what hangs on it", async () => {
    const results = await resultsOf(document(["a", "b"]));
    expect(await stale(document(["a", "b"], { m: { temperature: 1 } }), results)).toEqual({
      m: "settings",
      j: "upstream",
      n: "upstream",
    });
    expect(await stale(document(["a", "b", "c"]), results)).toMatchObject({ l: "settings", m: "upstream" });
  });

  it("does not mind another account, another limit or another title", async () => {
    const results = await resultsOf(document(["a"]));
    const other = document(["a"], { m: { account: "work", maxParallel: 3 } });
    expect(
      await stale(
        other.map((each) => ({ ...each, title: "Other" })),
        results,
      ),
    ).toEqual({});
  });

  it("names inputs that are not those of the result: another wire, or a newer result before it", async () => {
    const results = await resultsOf(document(["a", "b"]));
    const cut = wires.with(2, "l.items>n.prompt");
    expect(await stale(document(["a", "b"]), results, cut)).toEqual({ n: "inputs" });
    const newer = new Map(results).set("j", { ...results.get("j"), output: { text: "newer" } });
    expect(await stale(document(["a", "b"]), newer)).toEqual({ n: "inputs" });
  });

  it("says nothing of a node without a result, but that those after it have lost their inputs", async () => {
    const results = await resultsOf(document(["a"]));
    results.delete("m");
    expect(await stale(document(["a"]), results)).toEqual({ j: "inputs", n: "upstream" });
  });
});
