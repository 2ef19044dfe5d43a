import { expect, it } from "vitest";
import { hasSameIds, nodeById, withNode } from "./graphIndex";
import { llm, prompt } from "./testWorkflow";

const nodes = [prompt("a"), llm("b"), prompt("c")];

it("finds a node in its new state, and the others as they were", () => {
  const next = withNode(nodes, prompt("c", "new"));
  expect(next.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(nodeById(next, "c")?.data.text).toBe("new");
  expect(nodeById(next, "b")).toBe(nodes[1]);
  expect(nodeById(nodes, "c")).toBe(nodes[2]);
  expect(nodeById(next, "d")).toBeUndefined();
});

it("knows lists with the same nodes at the same places", () => {
  expect(hasSameIds(nodes, withNode(nodes, prompt("a", "new")))).toBe(true);
  expect(hasSameIds(nodes, [prompt("a"), llm("b"), prompt("c")])).toBe(true);
  expect(hasSameIds(nodes, nodes.toReversed())).toBe(false);
  expect(hasSameIds(nodes, nodes.slice(1))).toBe(false);
});
