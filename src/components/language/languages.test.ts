import { describe, expect, it } from "vitest";
import { languageOf } from "./languages";

describe("the language of a page", () => {
  it("is the chosen one, whatever the browser would like", () => {
    expect(languageOf("zh", "ko-KR,ko;q=0.9")).toBe("zh");
  });

  it("is the first of the browser's that there is", () => {
    expect(languageOf(undefined, "ko-KR,ko;q=0.9,en;q=0.8")).toBe("ko");
    expect(languageOf(undefined, "fr-FR, zh-TW;q=0.4, ko;q=0.7")).toBe("ko");
    expect(languageOf(undefined, "en-US,en;q=0.9,ko;q=0.8")).toBe("en");
  });

  it("is English where nothing fits or can be read", () => {
    expect(languageOf("klingon", null)).toBe("en");
    expect(languageOf(undefined, "fr")).toBe("en");
    expect(languageOf(undefined, ";;q=,*;q=x,")).toBe("en");
    expect(languageOf(undefined, "ko;q=0")).toBe("en");
  });

  it("is not taken from the beginning of another language's name", () => {
    expect(languageOf(undefined, "kok-IN")).toBe("en");
  });
});
