import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { similarityOf } from "./similarity";

describe("how far two texts are alike", () => {
  it.each([
    ["night", "nacht", 0.25], // the example of the literature: one pair of four and four
    ["the cat", "The  Cat\n", 1],
    ["ﬁve", "five", 1],
    ["한국어 문장", "한국어 문장입니다", 10 / 13],
    ["a", "b", 0],
    ["", "", 1],
    ["", "abc", 0],
    ["aaaa", "aa", 0.5],
  ])("%j and %j: %f", (a, b, expected) => expect(similarityOf(a, b)).toBeCloseTo(expected, 10));

  it("is the same both ways, from 0 to 1, and 1 of a text and itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        expect(similarityOf(a, b)).toBe(similarityOf(b, a));
        expect(similarityOf(a, b)).toBeGreaterThanOrEqual(0);
        expect(similarityOf(a, b)).toBeLessThanOrEqual(1);
        expect(similarityOf(a, a)).toBe(1);
      }),
    );
  });
});
