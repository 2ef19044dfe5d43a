import fc from "fast-check";
import { expect, test } from "vitest";
import { fromCodePoints, fromUtf8Bytes } from "./textOffsets";

const anyText = fc.string({ unit: "binary", maxLength: 40 });

test("offsets of code points and of bytes lead to where the same words begin", () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const text = before + after;
      expect(fromCodePoints(text)([...before].length)).toBe(before.length);
      expect(fromUtf8Bytes(text)(Buffer.byteLength(before))).toBe(before.length);
    }),
  );
});

test.each([undefined, -1, 1.5, Number.NaN, 3, 1e9])("%s is no place in a text of two characters", (offset) => {
  expect(fromCodePoints("a🌍")(offset)).toBeUndefined();
});

test("a place within a character is where the character begins, and the end of the text is one", () => {
  expect([0, 1, 2, 3, 4, 5].map(fromUtf8Bytes("ü🌍"))).toEqual([0, 0, 1, 1, 1, 1]);
  expect(fromUtf8Bytes("ü🌍")(6)).toBe(3);
  expect(fromCodePoints("")(0)).toBe(0);
});
