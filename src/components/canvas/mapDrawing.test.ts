import { describe, expect, it } from "vitest";
import { changeGroup, groupNodes } from "@/store/groups";
import type { NodeStatus } from "@/store/runReducer";
import { prompt, workflow } from "@/store/testWorkflow";
import { drawMap, isSameMap, mapBlocks, placeOnMap } from "./mapDrawing";

const document = {
  ...workflow([prompt("a"), prompt("b"), prompt("c")]),
  layout: { nodes: { a: { x: -1000, y: 0, width: 200, height: 100 }, b: { x: 3000, y: 900 } }, groups: [] },
};

it("shows each node where it stands, in the colour of its state or its kind, failures above all", () => {
  const nodes = mapBlocks(document, (id) => (id === "a" ? "failed" : id === "b" ? "done" : "idle"));
  expect(nodes.map(({ x, colour }) => [x, colour])).toEqual([
    [3000, "--color-ok"],
    [0, "--color-kind-source"],
    [-1000, "--color-error"],
  ]);
});

it("is the same map until a node, its place or its state changes", () => {
  const before = mapBlocks(document, () => "running");
  const after = (statusOf: (id: string) => NodeStatus, changed = document) =>
    isSameMap(before, mapBlocks(changed, statusOf));
  expect(after(() => "streaming")).toBe(true);
  expect(after((id) => (id === "b" ? "done" : "running"))).toBe(false);
  expect(after(() => "running", { ...document, nodes: document.nodes.slice(0, 2) })).toBe(false);
  const moved = { ...document.layout, nodes: { ...document.layout.nodes, b: { x: 3000, y: 901 } } };
  expect(after(() => "running", { ...document, layout: moved })).toBe(false);
});

it("has room for all of them", () => {
  const nodes = mapBlocks(document, () => "idle");
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
  const nodes = mapBlocks(document, () => "idle");
  // Only these two of a context are used.
  drawMap(context as unknown as CanvasRenderingContext2D, nodes, { scale: 0.001, x: 0, y: 0 }, (token) => token);
  expect(drawn.map(([, , width, height]) => [width, height])).toEqual([
    [2, 2],
    [2, 2],
    [2, 2],
  ]);
  expect(context.fillStyle).toBe("--color-kind-source");
});

describe("a group on the map", () => {
  const grouped = changeGroup(groupNodes(document, ["a", "c"], "g1"), "g1", { colour: "pink" });

  it("has a frame behind its nodes", () => {
    const [frame, ...nodes] = mapBlocks(grouped, () => "idle");
    expect(frame).toMatchObject({ x: -1020, y: -52, colour: "--color-kind-output", isFrame: true });
    expect(nodes).toHaveLength(3);
  });

  it("is one block when it is collapsed, in the colour of what its nodes came to", () => {
    const collapsed = changeGroup(grouped, "g1", { collapsed: true });
    const colour = (a: NodeStatus, c: NodeStatus) =>
      mapBlocks(collapsed, (id) => (id === "a" ? a : id === "c" ? c : "idle")).map((block) => block.colour);
    expect(colour("idle", "idle")).toEqual(["--color-kind-source", "--color-kind-output"]);
    expect(colour("done", "cached")).toEqual(["--color-kind-source", "--color-ok"]);
    expect(colour("done", "idle")).toEqual(["--color-kind-source", "--color-kind-output"]);
    expect(colour("done", "running")).toEqual(["--color-kind-source", "--color-accent"]);
    expect(colour("failed", "running")).toEqual(["--color-kind-source", "--color-error"]);
  });
});
