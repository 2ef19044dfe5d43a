import { expect, it } from "vitest";
import { adoptGraph, mergeGraphs } from "./ranGraph";
import { staleNodes } from "./staleness";
import { llm, prompt, wire, workflow } from "./testWorkflow";

const chain = workflow(
  [prompt("a", "one"), llm("b", { system: "s" }), llm("c")],
  [wire("a.text", "b.prompt"), wire("b.text", "c.prompt")],
);

/** As it comes back from the server: other objects, other order of keys. */
function fromServer(): typeof chain {
  const copy = structuredClone(chain);
  return {
    ...copy,
    nodes: copy.nodes.map((node) => ({ ...node, data: Object.fromEntries(Object.entries(node.data).reverse()) })),
  };
}

it("recognises in a snapshot what has not changed since", () => {
  expect([...staleNodes(chain, adoptGraph(fromServer(), chain)).keys()]).toEqual([]);
});

it("recognises in a snapshot what has", () => {
  const edited = { ...chain, nodes: [prompt("a", "two"), ...chain.nodes.slice(1)] };
  expect([...staleNodes(edited, adoptGraph(fromServer(), edited))]).toEqual([
    ["a", { reason: "settings" }],
    ["b", { reason: "upstream", because: "a" }],
    ["c", { reason: "upstream", because: "b" }],
  ]);
});

it("takes nodes outside of a partial run as they ran before", () => {
  const edited = { ...chain, nodes: [prompt("a", "two"), chain.nodes[1] ?? llm("b"), llm("c", { system: "new" })] };
  const merged = mergeGraphs(chain, edited, ["a", "b"]);
  expect([...staleNodes(edited, merged).keys()]).toEqual(["c"]);
  expect(mergeGraphs(chain, edited, undefined)).toBe(edited);
});
