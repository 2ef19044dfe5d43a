import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { align, distribute, type NamedBox } from "./arrange";

const box = (id: string, x: number, y: number, width = 100, height = 50): NamedBox => ({ id, x, y, width, height });
const three = [box("a", 0, 0), box("b", 300, 40, 200, 80), box("c", 150, 400)];

describe("aligned boxes", () => {
  it.each([
    ["left", "x", { a: 0, b: 0, c: 0 }],
    ["centre", "x", { a: 200, b: 150, c: 200 }],
    ["right", "x", { a: 400, b: 300, c: 400 }],
    ["top", "y", { a: 0, b: 0, c: 0 }],
    ["middle", "y", { a: 200, b: 185, c: 200 }],
    ["bottom", "y", { a: 400, b: 370, c: 400 }],
  ] as const)("by %s stand on one line and stay where they are along it", (how, axis, expected) => {
    const places = align(three, how);
    const other = axis === "x" ? "y" : "x";
    for (const each of three) {
      expect(places[each.id]?.[axis]).toBe(expected[each.id as "a"]);
      expect(places[each.id]?.[other]).toBe(each[other]);
    }
  });
});

describe("boxes that are spread", () => {
  it("keep the first and the last, and have the same room between them", () => {
    const places = distribute([box("c", 600, 9), box("a", 0, 5), box("b", 110, 7, 200)], "x");
    expect(places).toEqual({ a: { x: 0, y: 5 }, b: { x: 250, y: 7 }, c: { x: 600, y: 9 } });
  });

  it("move apart where they covered each other", () => {
    const places = distribute([box("a", 0, 0), box("b", 0, 10), box("c", 0, 20)], "y");
    expect(places).toEqual({ a: { x: 0, y: 0 }, b: { x: 0, y: 74 }, c: { x: 0, y: 148 } });
  });

  it("never cover each other, and stay in their order", () => {
    const boxes = fc
      .array(fc.record({ x: fc.integer({ min: -500, max: 500 }), width: fc.integer({ min: 1, max: 300 }) }), {
        minLength: 1,
        maxLength: 8,
      })
      .map((all) => all.map(({ x, width }, index) => box(`n${index}`, x, 0, width)));
    fc.assert(
      fc.property(boxes, (all) => {
        const places = distribute(all, "x");
        const laid = all.map((each) => ({ ...each, ...places[each.id] })).toSorted((a, b) => a.x - b.x);
        for (const [index, each] of laid.slice(1).entries()) {
          const before = laid[index];
          expect(before && each.x - (before.x + before.width)).toBeGreaterThanOrEqual(23);
        }
        expect(Math.min(...laid.map(({ x }) => x))).toBe(Math.min(...all.map(({ x }) => x)));
      }),
    );
  });
});
