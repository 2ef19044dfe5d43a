import { expect, test } from "vitest";
import { uniqueSources } from "./uniqueSources";

test("one page at two places is two sources, one place is one", () => {
  const at = (start: number) => ({ url: "a", start, end: start + 1 });
  expect(uniqueSources([{ url: "a" }, at(0), at(4), at(0), { url: "b" }, { url: "b" }])).toEqual([
    at(0),
    at(4),
    { url: "b" },
  ]);
});

test("a place keeps the first title that is told of it", () => {
  const place = { url: "a", start: 0, end: 1 };
  expect(uniqueSources([place, { ...place, title: "One" }, { ...place, title: "Two" }])).toEqual([
    { ...place, title: "One" },
  ]);
});
