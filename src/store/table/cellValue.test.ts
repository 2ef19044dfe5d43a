import { describe, expect, it } from "vitest";
import type { Value } from "@/types/run";
import { cellText, compareValues, fitsFilter, sortValue } from "./cellValue";
import type { Cell } from "./tableModel";

const cell = (value: Value): Cell => ({ kind: "value", value });

it("writes a cell as one text", () => {
  expect(cellText(cell("a\nb"))).toBe("a\nb");
  expect(cellText(cell(5))).toBe("5");
  expect(cellText(cell(null))).toBe("");
  expect(cellText(cell({ a: [1] }))).toBe('{"a":[1]}');
  expect(cellText({ kind: "error", error: { code: "timeout", message: "Late" } })).toBe("Late");
  expect(cellText({ kind: "status", status: "waiting" })).toBe("");
  const picture = { asset: "abc", mime: "image/png", bytes: 3 };
  expect(cellText(cell(picture), (sha) => `/files/${sha}`)).toBe("/files/abc");
  expect(cellText(cell({ ...picture, name: "cat.png" }))).toBe("cat.png");
});

it("sorts numbers by their size, also in texts, before words, and words as people do", () => {
  const sorted = (...values: Value[]) =>
    values
      .map((value) => sortValue(cell(value)) ?? "")
      .sort(compareValues)
      .map(String);
  expect(sorted("10", 9, "-1.5", "2e3")).toEqual(["-1.5", "9", "10", "2000"]);
  expect(sorted("row 10", "Row 9", "7", "apple")).toEqual(["7", "apple", "Row 9", "row 10"]);
  expect(sortValue(cell(" "))).toBeUndefined();
});

describe("what is written above a column", () => {
  const fitting = (wish: string, ...values: Value[]) => values.filter((value) => fitsFilter(wish)(cell(value)));

  it("is words that a cell has", () => {
    expect(fitting("LON", "London", "Paris", { city: "London" })).toEqual(["London", { city: "London" }]);
    expect(fitting("  ", "London", "")).toEqual(["London", ""]);
  });

  it("is a comparison with a number", () => {
    expect(fitting("> 5", 5, 6, "7", "x", "")).toEqual([6, "7"]);
    expect(fitting(">=5", 4, 5)).toEqual([5]);
    expect(fitting("<5", 4, 5)).toEqual([4]);
    expect(fitting("<= 5", 5, 6)).toEqual([5]);
  });

  it("is the very text, or what must not be there", () => {
    expect(fitting("=Yes", "yes", "yes, but")).toEqual(["yes"]);
    expect(fitting("!no", "No", "yes")).toEqual(["yes"]);
  });

  it("is taken as words where a comparison makes no sense", () => {
    expect(fitting("> five", "more than five", "5")).toEqual(["more than five"]);
  });
});
