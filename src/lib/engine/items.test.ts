import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Arrival } from "./arrival";
import { toItems } from "./items";
import { node, wire } from "./testRun";

const port = (name: string) => ({ name, type: "text" as const });

const arrivalOf = (...lists: string[][]): Arrival => ({
  shared: { same: "s" },
  lists: lists.map((items, axis) => ({
    items,
    wire: {
      edge: wire(`a.items>b.l${axis}`),
      from: "a",
      source: node("a", "list"),
      output: { ...port("items"), list: true },
      input: port(`l${axis}`),
    },
  })),
  leftOut: 0,
});

const someLists = fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });

describe("items", () => {
  it("take the lists place by place, with what is the same for all", () => {
    const columns = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(columns, ([length, width]) => {
        const lists = Array.from({ length: width }, (_, axis) =>
          Array.from({ length }, (_, index) => `${axis}:${index}`),
        );
        const items = toItems(arrivalOf(...lists), false);
        expect(items.count).toBe(length);
        for (let item = 0; item < length; item++) {
          const expected = Object.fromEntries(lists.map((list, axis) => [`l${axis}`, list[item]]));
          expect(items.inputsOf(item)).toEqual({ same: "s", ...expected });
        }
      }),
    );
  });

  it("refuse lists of different lengths exactly when there are any", () => {
    fc.assert(
      fc.property(someLists, (lists) => {
        const make = () => toItems(arrivalOf(...lists), false);
        if (new Set(lists.map(({ length }) => length)).size === 1) expect(make().count).toBe(lists[0]?.length);
        else expect(make).toThrow(expect.objectContaining({ code: "invalid_request" }));
      }),
    );
  });

  it("give every combination once when crossed, in the order of nested loops", () => {
    fc.assert(
      fc.property(someLists, (lists) => {
        const items = toItems(arrivalOf(...lists), true);
        const expected = lists.reduce<string[][]>(
          (rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])),
          [[]],
        );
        const rows = Array.from({ length: items.count }, (_, item) => {
          const { same: _same, ...inputs } = items.inputsOf(item);
          return Object.values(inputs);
        });
        expect(rows).toEqual(expected);
      }),
    );
  });
});
