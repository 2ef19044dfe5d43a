import { getBezierPath, Position } from "@xyflow/react";
import { describe, expect, it } from "vitest";
import { middleOf, nearestOn, pathOf, wireCurves } from "./wirePath";

const source = { x: 0, y: 0 };

describe("a wire", () => {
  it.each([
    { x: 300, y: 120 },
    { x: -200, y: 40 },
  ])("without points runs as the line under the pointer did, to %o", (target) => {
    const [theirs] = getBezierPath({
      sourceX: source.x,
      sourceY: source.y,
      sourcePosition: Position.Right,
      targetX: target.x,
      targetY: target.y,
      targetPosition: Position.Left,
    });
    expect(pathOf(wireCurves(source, target, []))).toBe(theirs);
  });

  it("leads through its points in their order, and leaves and arrives sideways", () => {
    const points = [
      { x: 100, y: 200 },
      { x: 50, y: 300 },
    ];
    const curves = wireCurves(source, { x: 400, y: 0 }, points);
    expect(curves.map(({ to }) => to)).toEqual([...points, { x: 400, y: 0 }]);
    expect(curves[0]?.out.y).toBe(0);
    expect(curves[0]?.out.x).toBeGreaterThan(0);
    expect(curves[2]?.in.y).toBe(0);
    expect(curves[2]?.in.x).toBeLessThan(400);
  });

  it("has no corner at a point", () => {
    const [before, after] = wireCurves(source, { x: 400, y: 0 }, [{ x: 100, y: 200 }]);
    const slope = (from = source, to = source) => (to.y - from.y) / (to.x - from.x);
    expect(slope(before?.in, before?.to)).toBeCloseTo(slope(after?.from, after?.out));
  });

  it("is drawn even where points lie on each other", () => {
    expect(pathOf(wireCurves(source, source, [source, source]))).not.toMatch(/NaN/);
  });

  it("tells between which points a place is, and where its middle lies", () => {
    const curves = wireCurves(source, { x: 400, y: 0 }, [{ x: 200, y: 100 }]);
    expect(nearestOn(curves, { x: 60, y: 40 }).index).toBe(0);
    expect(nearestOn(curves, { x: 350, y: 20 }).index).toBe(1);
    expect(middleOf(curves).point).toEqual({ x: 200, y: 100 });
    expect(middleOf(wireCurves(source, { x: 400, y: 100 }, [])).point).toEqual({ x: 200, y: 50 });
  });
});
