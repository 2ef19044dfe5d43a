import { expect, it } from "vitest";
import { prompt, workflow } from "@/store/testWorkflow";
import { drawMap, mapNodes, placeOnMap } from "./mapDrawing";

const document = {
  ...workflow([prompt("a"), prompt("b"), prompt("c")]),
  layout: { nodes: { a: { x: -1000, y: 0, width: 200, height: 100 }, b: { x: 3000, y: 900 } }, groups: [] },
};

it("shows each node where it stands, in the colour of its state or its kind, failures above all", () => {
  const nodes = mapNodes(document, (id) => (id === "a" ? "failed" : id === "b" ? "done" : "idle"));
  expect(nodes.map(({ x, token }) => [x, token])).toEqual([
    [3000, "--color-ok"],
    [0, undefined],
    [-1000, "--color-error"],
  ]);
});

it("has room for all of them", () => {
  const nodes = mapNodes(document, () => "idle");
  const { scale, x, y } = placeOnMap(nodes, 180, 120);
  for (const node of nodes) {
    expect(node.x * scale + x).toBeGreaterThanOrEqual(6);
    expect((node.x + node.width) * scale + x).toBeLessThanOrEqual(174.001);
    expect(node.y * scale + y).toBeGreaterThanOrEqual(6);
    expect((node.y + node.height) * scale + y).toBeLessThanOrEqual(114.001);
  }
});

it("draws no node too small to be seen", () => {
  const drawn: number[][] = [];
  const context = { fillStyle: "", fillRect: (...box: number[]) => drawn.push(box) };
  const nodes = mapNodes(document, () => "idle");
  // Only these two of a context are used.
  drawMap(context as unknown as CanvasRenderingContext2D, nodes, { scale: 0.001, x: 0, y: 0 }, (token) => token);
  expect(drawn.map(([, , width, height]) => [width, height])).toEqual([
    [2, 2],
    [2, 2],
    [2, 2],
  ]);
  expect(context.fillStyle).toBe("--color-kind-source");
});
