import { describe, expect, test } from "vitest";
import { keywordsOf, themeOf } from "./theme";

describe("the theme of a prompt", () => {
  test.each([
    ["Write an essay about the history of tea in Japan", "the history of tea"],
    ["Write a product description for a solar lamp, 2 sentences.", "solar lamp"],
    ["What is the capital of France?", "France"],
    ["Explain how photosynthesis works to a child.", "photosynthesis"],
    ["[slow:2] Tell me about *rivers*!", "rivers"],
    ["Critique this text:\n\nLighthouses keep watch. Lighthouses are lonely.", "lighthouses and lonely"],
    ["Write a slogan for Lisbon in Portugal. Keep it short.", "Lisbon"],
    ["Do it", "this"],
  ])("of %j is %j", (prompt, theme) => {
    expect(themeOf(prompt)).toBe(theme);
  });

  test("has no small words among its keywords, the frequent ones first", () => {
    expect(keywordsOf("The bread and the oven, the bread")).toEqual(["bread", "oven"]);
  });
});
