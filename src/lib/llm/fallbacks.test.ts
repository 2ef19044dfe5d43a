import { expect, test } from "vitest";
import { createFallbacks } from "./fallbacks";

const hourMs = 60 * 60_000;
const asked = { payer: "acc1", model: "gpt-6-sol" };

test("what was not taken is known for this payer and model alone, and forgotten after a day", () => {
  let nowMs = 0;
  const fallbacks = createFallbacks<"files" | "search">(() => nowMs);
  fallbacks.remember(asked, ["files", "search"]);
  expect(fallbacks.known(asked)).toEqual(["files", "search"]);
  expect(fallbacks.known({ ...asked, model: "gpt-6-luna" })).toEqual([]);
  expect(fallbacks.known({ ...asked, payer: "acc2" })).toEqual([]);
  nowMs = 23 * hourMs;
  expect(fallbacks.known(asked)).toEqual(["files", "search"]);
  nowMs = 24 * hourMs;
  expect(fallbacks.known(asked)).toEqual([]);
});

test("being told again does not make the memory longer, so that it is tried again once a day", () => {
  let nowMs = 0;
  const fallbacks = createFallbacks<"files">(() => nowMs);
  fallbacks.remember(asked, ["files"]);
  nowMs = 20 * hourMs;
  fallbacks.remember(asked, ["files"]);
  nowMs = 25 * hourMs;
  expect(fallbacks.known(asked)).toEqual([]);
  fallbacks.remember(asked, ["files"]);
  expect(fallbacks.known(asked)).toEqual(["files"]);
});

test("the memory is bounded: the oldest payer and model are forgotten first", () => {
  const fallbacks = createFallbacks<"files">(() => 0);
  for (let index = 0; index <= 2000; index++) fallbacks.remember({ payer: "p", model: `m${index}` }, ["files"]);
  expect(fallbacks.known({ payer: "p", model: "m0" })).toEqual([]);
  expect(fallbacks.known({ payer: "p", model: "m1" })).toEqual(["files"]);
});
