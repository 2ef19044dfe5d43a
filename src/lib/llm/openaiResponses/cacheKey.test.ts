import { expect, test } from "vitest";
import type { LlmCall } from "@/types/llm";
import { toCacheKey } from "./cacheKey";

const call: LlmCall = {
  provider: "openai-auth",
  model: "gpt-5.5",
  system: "Be brief.",
  messages: [{ role: "user", content: "hi" }],
};
const tool = { name: "f", parameters: {} };

test("calls that begin alike have one key in the form of a UUID, whatever the person said", () => {
  const key = toCacheKey(call, "acc1");
  expect(key).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(toCacheKey({ ...call, messages: [{ role: "user", content: "other" }] }, "acc1")).toBe(key);
  const asMessage: LlmCall = { ...call, system: undefined, messages: [{ role: "system", content: "Be brief." }] };
  expect(toCacheKey(asMessage, "acc1")).toBe(key);
});

test("another payer, system text, set of tools or scope is another key", () => {
  const keys = [
    toCacheKey(call, "acc1"),
    toCacheKey(call, "acc2"),
    toCacheKey({ ...call, system: "Be long." }, "acc1"),
    toCacheKey({ ...call, tools: [tool] }, "acc1"),
    toCacheKey({ ...call, cacheScope: "wf/n1" }, "acc1"),
    toCacheKey({ ...call, cacheScope: "wf/n1" }, "acc2"),
    toCacheKey({ ...call, cacheScope: "wf/n2" }, "acc1"),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test("one scope is one key, also where the system text differs", () => {
  const scoped = { ...call, cacheScope: "wf/n1" };
  expect(toCacheKey({ ...scoped, system: "Row 2" }, "acc1")).toBe(toCacheKey(scoped, "acc1"));
});
