import { expect, it } from "vitest";
import { boundsOf } from "./boxes";

it("is the box around all boxes, and nothing around none", () => {
  const box = (x: number, y: number) => ({ x, y, width: 100, height: 60 });
  expect(boundsOf([box(0, 10), box(150, -20)])).toEqual({ x: 0, y: -20, width: 250, height: 90 });
  expect(boundsOf([])).toBeUndefined();
});
