import { expect, it } from "vitest";
import { headOfText } from "./listHead";

it("reads tables and records as a run would", () => {
  expect(headOfText('sep=;\nname;town\n"Ada";Graz\n\nBob;Bern', "csv")).toEqual({
    columns: ["name", "town"],
    rows: [
      ["Ada", "Graz"],
      ["Bob", "Bern"],
    ],
    count: 2,
  });
  expect(headOfText('[{"a":1},{"a":2}]', "json")).toMatchObject({ columns: ["a"], count: 2 });
});

it.each([
  ["a quote that is open yet", 'a\n"x', "csv"],
  ["JSON that is being written", '[{"a":', "json"],
  ["a list of words", '["a"]', "json"],
] as const)("shows nothing of %s", (_, text, split) => {
  expect(headOfText(text, split)).toBeUndefined();
});
