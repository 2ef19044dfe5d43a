import { describe, expect, it } from "vitest";
import { fitTitle } from "./fitTitle";

const room = { width: 264, height: 120, unzoom: 2.4, icons: 1 };

describe("the title of a node from afar", () => {
  it("is whole where it fits, broken between words", () => {
    expect(fitTitle("Ask", room).text).toBe("Ask");
    expect(fitTitle("Summarise the answers", room).text).toBe("Summarise\nthe\nanswers");
  });

  it("comes down to a few letters, and to none where not one fits", () => {
    expect(fitTitle("Summarise the answers", { ...room, unzoom: 9.5, icons: 0 }).text).toBe("Sum");
    expect(fitTitle("Summarise", { ...room, unzoom: 40, icons: 0 }).text).toBe("");
  });

  it("is a little smaller where that keeps its first word whole", () => {
    const { text, size } = fitTitle("Write about Bergen", { ...room, unzoom: 4.4 });
    expect(text).toBe("Write\nabout");
    expect(size).toBeLessThan(12.5 * 4.4);
  });

  it("breaks a word that is longer than a line", () => {
    expect(fitTitle("Zusammenfassungen", { ...room, width: 160 }).text).toMatch(/^Zu.*\n.+/);
  });

  it("counts wide letters as wide, and never halves one", () => {
    const latin = fitTitle("abcdefghijklmnop", { ...room, height: 38 }).text;
    const chinese = fitTitle("总结所有的答案和问题吧啊", { ...room, height: 38 }).text;
    expect(chinese.length).toBeLessThan(latin.length);
    expect(fitTitle("🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", { ...room, height: 38 }).text).toMatch(/^(🙂)+$/u);
  });

  it("has letters that fit a low node", () => {
    expect(fitTitle("Note", { ...room, height: 38, unzoom: 9.5 }).size).toBeCloseTo(32.7, 1);
  });
});
