import { expect, it } from "vitest";
import { tailOf } from "./tailOf";

const words = (count: number, between = " ") =>
  Array.from({ length: count }, (_, index) => `word${index}`).join(between);

it("leaves a short text as it is", () => {
  expect(tailOf(words(100), 400)).toBe(words(100));
});

it("keeps the end of a long text, from the beginning of a word", () => {
  const tail = tailOf(words(5_000), 400);
  expect(words(5_000).endsWith(` ${tail}`)).toBe(true);
  expect(tail.length).toBeGreaterThan(350);
  expect(tail.length).toBeLessThanOrEqual(800);
});

it("keeps whole lines where they are not too long", () => {
  const text = words(1_000, " of a line\n");
  expect(text.endsWith(`\n${tailOf(text, 400)}`)).toBe(true);
});

it("begins at the same word while a text grows a little", () => {
  const text = words(5_000);
  expect(tailOf(`${text} more`, 400)).toBe(`${tailOf(text, 400)} more`);
});

it("cuts a text without spaces too", () => {
  expect(tailOf("x".repeat(6_100), 400)).toHaveLength(500);
});
