import { expect, it } from "vitest";
import { changedPlaces, hasSameIds, nodeById, withNode } from "./graphIndex";
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

it("tells which nodes are in another state, whichever list is compared", () => {
  const next = withNode(nodes, prompt("c", "new"));
  const last = withNode(next, prompt("a", "new"));
  expect(changedPlaces(nodes, nodes)).toEqual([]);
  expect(changedPlaces(next, last)).toEqual([0]);
  expect(changedPlaces(nodes, last)).toEqual([0, 2]);
  expect(changedPlaces(last, next)).toEqual([0]);
  expect(changedPlaces(nodes, nodes.toReversed())).toBeUndefined();
  expect(changedPlaces(nodes, nodes.slice(1))).toBeUndefined();
});
