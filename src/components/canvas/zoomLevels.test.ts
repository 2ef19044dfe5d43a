import { expect, it } from "vitest";
import { levelOf, MIN_ZOOM, unzoomOf } from "./zoomLevels";

it("draws less of a node the farther it is away", () => {
  expect([2, 1, 0.4].map(levelOf)).toEqual(["near", "near", "near"]);
  expect([0.39, 0.16].map(levelOf)).toEqual(["far", "far"]);
  expect([0.15, 0.02].map(levelOf)).toEqual(["dot", "dot"]);
});

it("keeps twelve pixels at twelve to fifteen on the screen, however far away", () => {
  for (let zoom = 1; zoom >= MIN_ZOOM; zoom /= 1.03) {
    expect(12 * unzoomOf(zoom) * zoom).toBeGreaterThanOrEqual(11.99);
    expect(12 * unzoomOf(zoom) * zoom).toBeLessThan(15);
  }
});

it("leaves things as they are where the canvas is enlarged", () => {
  expect(unzoomOf(1)).toBe(1);
  expect(unzoomOf(1.7)).toBe(1);
});

it("changes in steps only, since each change looks at all nodes anew", () => {
  const steps = new Set(Array.from({ length: 1000 }, (_, index) => unzoomOf(0.5 + index / 2000)));
  expect(steps.size).toBe(4);
});
