import { describe, expect, it } from "vitest";
import { jsonRows, openAtFirst, stepInTree } from "./jsonRows";

const value = { items: [{ "a/b": 1 }, "x"], "~": null };
const all = new Set(["", "/items", "/items/0"]);

describe("jsonRows", () => {
  it("gives a line for each value with its JSON Pointer, and none for what is folded", () => {
    expect(jsonRows(value, all).map(({ pointer, depth, name }) => [pointer, depth, name])).toEqual([
      ["", 0, undefined],
      ["/items", 1, "items"],
      ["/items/0", 2, "0"],
      ["/items/0/a~1b", 3, "a/b"],
      ["/items/1", 2, "1"],
      ["/~0", 1, "~"],
    ]);
    expect(jsonRows(value, new Set([""])).map(({ pointer }) => pointer)).toEqual(["", "/items", "/~0"]);
  });

  it("says how much a value holds, and its place among its neighbours", () => {
    const [root, items] = jsonRows(value, all);
    expect(root).toMatchObject({ size: 2, isOpen: true, place: 1, places: 1 });
    expect(items).toMatchObject({ size: 2, place: 1, places: 2 });
    expect(jsonRows("x", new Set([""]))).toMatchObject([{ size: undefined, isOpen: false }]);
  });
});

describe("openAtFirst", () => {
  it("opens all of a small value, and of a large one the levels that can be looked over", () => {
    expect(openAtFirst(value)).toEqual(all);
    const many = { few: [1, 2], rows: Array.from({ length: 1_000 }, (_, id) => ({ id })) };
    expect(openAtFirst(many)).toEqual(new Set([""]));
    expect(openAtFirst(Array.from({ length: 1_000 }, () => 1))).toEqual(new Set([""]));
  });
});

describe("stepInTree", () => {
  const rows = jsonRows(value, new Set(["", "/items"]));
  const step = (key: string, at: number) => stepInTree(key, rows, at);

  it("goes up and down and stays at both ends", () => {
    expect(step("ArrowDown", 0)).toEqual({ to: 1 });
    expect(step("ArrowUp", 0)).toEqual({ to: 0 });
    expect(step("End", 0)).toEqual({ to: 4 });
    expect(step("ArrowDown", 4)).toEqual({ to: 4 });
    expect(step("Home", 4)).toEqual({ to: 0 });
  });

  it("opens to the right, then goes in; closes to the left, then goes out", () => {
    expect(step("ArrowRight", 2)).toEqual({ to: 2, isOpen: true });
    expect(step("ArrowRight", 1)).toEqual({ to: 2 });
    expect(step("ArrowRight", 3)).toEqual({ to: 3 });
    expect(step("ArrowLeft", 1)).toEqual({ to: 1, isOpen: false });
    expect(step("ArrowLeft", 3)).toEqual({ to: 1 });
    expect(step("ArrowLeft", 4)).toEqual({ to: 0 });
    expect(step("Enter", 1)).toEqual({ to: 1, isOpen: false });
    expect(step("Enter", 3)).toEqual({ to: 3 });
  });

  it("leaves other keys alone", () => {
    expect(step("Tab", 0)).toBeUndefined();
  });
});
