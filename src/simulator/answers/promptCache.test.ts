import { expect, test } from "vitest";
import { createPromptCache } from "./promptCache";

const instruction = "Judge the text by these rules. ".repeat(200);
const ask = (read: string, model = "gpt-6-sol") => ({ model, system: "", prompt: "", images: [], read });

test("what a request has in common with an earlier one of the same sender, model and key is cached, in steps of 128 tokens", () => {
  const cache = createPromptCache();
  const cached = (sender: string, key: unknown, read: string, model?: string) =>
    cache.recall(sender, key, ask(read, model)).cachedTokens;
  expect(cached("ada", "k", `${instruction}one`)).toBe(0);
  const again = cached("ada", "k", `${instruction}two`);
  expect(again).toBe(Math.floor(instruction.length / 4 / 128) * 128);
  expect(cached("ada", "k", `Now: ${instruction}`)).toBe(0);
  expect(cached("ada", "other", `${instruction}two`)).toBe(0);
  expect(cached("grace", "k", `${instruction}two`)).toBe(0);
  expect(cached("ada", "k", `${instruction}two`, "gpt-5.5")).toBe(0);
  expect(cached("ada", undefined, `${instruction}two`)).toBeUndefined();
});

test("a short beginning is not cached", () => {
  const cache = createPromptCache();
  const short = "word ".repeat(700);
  cache.recall("ada", "k", ask(short));
  expect(cache.recall("ada", "k", ask(short)).cachedTokens).toBe(0);
});
