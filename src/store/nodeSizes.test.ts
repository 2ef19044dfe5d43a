import { expect, it } from "vitest";
import type { Workflow } from "@/types/workflow";
import { sizeNodes, unsizeNodes } from "./nodeSizes";
import { prompt, workflow } from "./testWorkflow";

const placed: Workflow = {
  ...workflow([prompt("a"), prompt("b")]),
  layout: { nodes: { a: { x: 1, y: 2, width: 264, height: 116 }, b: { x: 5, y: 6 } }, groups: [] },
};

it("gives nodes a size by hand and leaves them where they are", () => {
  const sized = sizeNodes(placed, { a: { width: 400.4, height: 300 } });
  expect(sized.layout.nodes).toEqual({ a: { x: 1, y: 2, width: 400, height: 300, sized: true }, b: { x: 5, y: 6 } });
  expect(sizeNodes(sized, { a: { width: 400, height: 300 } })).toBe(sized);
});

it("keeps to sizes that a node can have, and to nodes that are there", () => {
  const sized = sizeNodes(placed, { a: { width: 1, height: 1e9 }, gone: { width: 300, height: 300 } });
  expect(sized.layout.nodes.a).toMatchObject({ width: 160, height: 2400 });
  expect(sized.layout.nodes.gone).toBeUndefined();
});

it("takes a size by hand as news even where it was measured like that", () => {
  expect(sizeNodes(placed, { a: { width: 264, height: 116 } }).layout.nodes.a?.sized).toBe(true);
});

it("gives the natural size back", () => {
  const sized = sizeNodes(placed, { a: { width: 400, height: 300 } });
  expect(unsizeNodes(sized, ["a", "b"]).layout.nodes).toEqual({ a: { x: 1, y: 2 }, b: { x: 5, y: 6 } });
  expect(unsizeNodes(placed, ["a"])).toBe(placed);
});
