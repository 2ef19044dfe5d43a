import fc from "fast-check";
import { expect, it } from "vitest";
import { numberIn } from "./numberIn";

it.each([
  ["42", 42],
  [" -3.5\n", -3.5],
  ["−3", -3],
  ["The answer is 1,250.5.", 1250.5],
  ["1e3", 1000],
  [".5", 0.5],
  ["85%", 85],
  ["$1,000,000", 1_000_000],
  ["It is 5. Yes, 5!", 5],
  ["(7)", 7],
  ["Score: 8/", 8],
])("%j is a number: %d", (text, number) => expect(numberIn(text)).toEqual({ is: "one", number }));

it.each(["", "none", "GPT5", "v2", "2026-11-29T10:00", "1.2.3", "3:45", "x_1", "1e999"])(
  "%j is none, or no single one",
  (text) => {
    expect(numberIn(text).is).not.toBe("one");
  },
);

it("several are not chosen from", () => {
  expect(numberIn("3-5")).toEqual({ is: "several", numbers: [3, 5] });
  expect(numberIn("from 1 to 10, or 12")).toEqual({ is: "several", numbers: [1, 10] });
});

it("is any number as it is written by a program", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(numberIn(`= ${number} km`)).toEqual({ is: "one", number: Object.is(number, -0) ? 0 : number });
    }),
  );
});
