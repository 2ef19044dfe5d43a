import { expect, it } from "vitest";
import { updateNodeData } from "./documentEdits";
import { adoptGraph } from "./ranGraph";
import { idleNode } from "./runReducer";
import { staleNodes } from "./staleness";
import { llm, prompt, wire, workflow } from "./testWorkflow";

const chain = workflow(
  [prompt("a"), llm("b"), llm("c"), prompt("d")],
  [wire("a.text", "b.prompt"), wire("b.text", "c.prompt")],
);
const noPorts = () => ({ inputs: [], outputs: [] });

it("finds nothing stale in a graph that did not change", () => {
  expect([...staleNodes(chain, chain).keys()]).toEqual([]);
});

it("makes everything stale that hangs on a changed node, and nothing else", () => {
  const changed = updateNodeData(chain, "b", { system: "New" }, noPorts);
  expect([...staleNodes(changed, chain)]).toEqual([
    ["b", { reason: "settings" }],
    ["c", { reason: "upstream", because: "b" }],
  ]);
});

it("finds nothing stale in a graph that was read anew, and only what differs in it", () => {
  const anew = adoptGraph(structuredClone({ nodes: chain.nodes, edges: chain.edges }), chain);
  expect([...staleNodes(chain, anew).keys()]).toEqual([]);
  const changed = updateNodeData(chain, "c", { system: "New" }, noPorts);
  expect([...staleNodes(changed, anew).keys()]).toEqual(["c"]);
});

it("notices a wire that was taken away", () => {
  expect([...staleNodes({ nodes: chain.nodes, edges: chain.edges.slice(0, 1) }, chain)]).toEqual([
    ["c", { reason: "inputs" }],
  ]);
});

it("marks an earlier result whose source was asked again since", () => {
  const done = { ...idleNode, status: "done" as const };
  const runs = { a: done, b: done, c: { ...done, isEarlier: true } };
  expect([...staleNodes(chain, chain, runs)]).toEqual([["c", { reason: "upstream", because: "b" }]]);
  expect([...staleNodes(chain, chain, { ...runs, b: { ...done, status: "cached" } })]).toEqual([]);
});

it("finds stale what took a person's words that were taken back since, and nothing that never saw them", () => {
  const kept = { pinned: false, editedSince: "2026-01-01T10:00:00Z", restoredAt: "2026-01-01T12:00:00Z" };
  const staleAfter = (endedAt: string) => {
    const runs = { b: { ...idleNode, status: "done" as const, kept }, c: { ...idleNode, endedAt } };
    return [...staleNodes(chain, chain, runs).keys()];
  };
  expect(staleAfter("2026-01-01T09:00:00Z")).toEqual([]);
  expect(staleAfter("2026-01-01T11:00:00Z")).toEqual(["c"]);
  expect(staleAfter("2026-01-01T13:00:00Z")).toEqual([]);
});
