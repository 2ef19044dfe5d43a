import { expect, it } from "vitest";
import { drawWorkflow } from "./drawWorkflow";
import { edge } from "./testGraph";

const node = (id: string, type = "prompt") => ({ id, type, data: {} });

it("scales boxes and wires into a picture, with the usual size for what was never seen", () => {
  const drawing = drawWorkflow({
    nodes: [node("a"), node("b", "llmGenerate")],
    edges: [edge("a>b"), edge("a>gone")],
    layout: { nodes: { a: { x: -500, y: 0, width: 400, height: 300 }, b: { x: 1240, y: 850 } }, groups: [] },
  });
  expect(drawing).toEqual({
    width: 1000,
    height: 500,
    boxes: [
      [0, 0, 200, 150, "prompt"],
      [870, 425, 130, 75, "llmGenerate"],
    ],
    wires: [[0, 1]],
  });
});

it("draws one node small in the middle, and nothing as nothing", () => {
  const one = drawWorkflow({ nodes: [node("a")], edges: [], layout: { nodes: { a: { x: 9, y: 9 } }, groups: [] } });
  const [[x, , width] = []] = one.boxes;
  expect([x, width]).toEqual([382, 236]);
  expect(drawWorkflow({ nodes: [], edges: [], layout: { nodes: {}, groups: [] } })).toMatchObject({ boxes: [] });
});

it("leaves nodes out evenly where there are too many to see", () => {
  const nodes = Array.from({ length: 5000 }, (_, index) => node(`n${index}`));
  const places = Object.fromEntries(nodes.map(({ id }, index) => [id, { x: index, y: 0 }]));
  const { boxes } = drawWorkflow({ nodes, edges: [], layout: { nodes: places, groups: [] } });
  expect(boxes.length).toBeGreaterThan(60);
  expect(boxes.length).toBeLessThanOrEqual(80);
  expect(boxes.at(-1)?.[0]).toBeGreaterThan(900);
});
