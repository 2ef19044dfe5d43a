import { afterEach, expect, it } from "vitest";
import { setLanguage } from "@/components/language/locale";
import { countWords, textCounts } from "./textCounts";

afterEach(() => setLanguage("en"));

it("counts words, characters and, roughly, tokens", () => {
  expect(textCounts("One word, two!")).toBe("3 words · 14 characters · about 4 tokens");
  expect(textCounts("")).toBe("0 words · 0 characters · about 0 tokens");
  expect(textCounts("a")).toBe("1 word · 1 character · about 1 token");
});

it("counts words where there are no spaces between them", () => {
  setLanguage("zh");
  expect(countWords("今天天气很好")).toBeGreaterThan(1);
});

it("leaves the words of very long texts uncounted", () => {
  expect(textCounts("a ".repeat(100_001))).toBe("200,002 characters · about 50,001 tokens");
});
