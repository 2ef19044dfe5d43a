import { expect, it } from "vitest";
import { headOfItems } from "./tableHead";

it("has the fields of all records as columns, and what one lacks is empty", () => {
  const head = headOfItems([{ a: "x" }, { b: 2, a: "y" }]);
  expect(head).toEqual({
    columns: ["a", "b"],
    rows: [
      ["x", ""],
      ["y", "2"],
    ],
    count: 2,
  });
});

it("shows the first five records, and counts all", () => {
  const head = headOfItems(
    Array.from({ length: 9 }, (_, n) => ({ n })),
    200,
  );
  expect([head?.rows.length, head?.count]).toEqual([5, 200]);
});

it("cuts long fields, and leaves failed items out", () => {
  const failed = { error: { code: "timeout", message: "late" } };
  const head = headOfItems([failed, { a: "x".repeat(500) }]);
  expect(head?.rows).toEqual([["x".repeat(200)]]);
});

it.each([
  ["nothing", []],
  ["words", ["owl"]],
  ["pictures", [{ asset: "0".repeat(64), mime: "image/png", bytes: 1 }]],
  ["records among words", [{ a: 1 }, "owl"]],
])("is none for %s", (_, items) => {
  expect(headOfItems(items)).toBeUndefined();
});
