import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "@/store/boxes";
import { snapBox } from "./snapping";

const box = (x: number, y: number, width = 100, height = 60): Box => ({ x, y, width, height });

describe("a box that is dragged", () => {
  it("goes to the nearest side of another within reach, and shows the line they share", () => {
    const { shift, guides } = snapBox(box(4, 300), [box(0, 0), box(7, 100)], 6, undefined);
    expect(shift).toEqual({ x: 3, y: 0 });
    expect(guides).toEqual([
      { axis: "x", at: 7, from: 100, to: 360 },
      { axis: "x", at: 57, from: 100, to: 360 },
      { axis: "x", at: 107, from: 100, to: 360 },
    ]);
  });

  it("meets sides with sides and middles with middles", () => {
    const wide = box(0, 0, 200);
    expect(snapBox(box(98, 200), [wide], 6, undefined).shift.x).toBe(2);
    expect(snapBox(box(53, 200), [wide], 6, undefined).shift.x).toBe(-3);
    expect(snapBox(box(103, 200), [box(0, 0, 106)], 6, undefined).shift.x).toBe(3);
    expect(snapBox(box(3, 200, 40), [box(-27, 0, 100)], 4, undefined).guides.map(({ at }) => at)).toEqual([23]);
  });

  it("stays where it is out of reach of everything", () => {
    expect(snapBox(box(10, 300), [box(0, 0)], 6, undefined)).toEqual({ shift: { x: 0, y: 0 }, guides: [] });
  });

  it("goes to the grid where there is one, but a line of another box comes first", () => {
    expect(snapBox(box(12, 300), [], 6, 22).shift).toEqual({ x: 10, y: 8 });
    expect(snapBox(box(12, 300), [box(9, 0)], 6, 22).shift).toEqual({ x: -3, y: 8 });
  });

  it("never moves further than its reach without a grid, and a box that was lined up stays", () => {
    const any = fc.record({
      x: fc.integer({ min: -300, max: 300 }),
      y: fc.integer({ min: -300, max: 300 }),
      width: fc.integer({ min: 10, max: 300 }),
      height: fc.integer({ min: 10, max: 300 }),
    });
    fc.assert(
      fc.property(any, fc.array(any, { maxLength: 6 }), (dragged, others) => {
        const { shift, guides } = snapBox(dragged, others, 8, undefined);
        expect(Math.max(Math.abs(shift.x), Math.abs(shift.y))).toBeLessThanOrEqual(8);
        const moved = { ...dragged, x: dragged.x + shift.x, y: dragged.y + shift.y };
        const again = snapBox(moved, others, 8, undefined);
        expect(again.shift.x).toBeCloseTo(0);
        expect(again.shift.y).toBeCloseTo(0);
        expect(again.guides.length).toBe(guides.length);
      }),
    );
  });
});
