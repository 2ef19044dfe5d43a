import { expect, it } from "vitest";
import { updateNodeData } from "./documentEdits";
import { staleNodes } from "./staleness";
import { llm, prompt, wire, workflow } from "./testWorkflow";

const chain = workflow(
  [prompt("a"), llm("b"), llm("c"), prompt("d")],
  [wire("a.text", "b.prompt"), wire("b.text", "c.prompt")],
);
const noPorts = () => ({ inputs: [], outputs: [] });

it("finds nothing stale in a graph that did not change", () => {
  expect([...staleNodes(chain, chain)]).toEqual([]);
});

it("makes everything stale that hangs on a changed node, and nothing else", () => {
  const changed = updateNodeData(chain, "b", { system: "New" }, noPorts);
  expect([...staleNodes(changed, chain)].sort()).toEqual(["b", "c"]);
});

it("notices a wire that was taken away", () => {
  expect([...staleNodes({ nodes: chain.nodes, edges: chain.edges.slice(0, 1) }, chain)]).toEqual(["c"]);
});
