import { describe, expect, it } from "vitest";
import { type ItemOutcome, sumSpent, toCommonError, toFilteredLists, toLists } from "./itemOutcome";
import { testPayer, testUsage } from "./testRun";

const ports = [
  { name: "yes", type: "text" as const },
  { name: "no", type: "text" as const },
];
const done = (output: Record<string, string>, more: object = {}): ItemOutcome => ({ status: "done", output, ...more });
const error = { code: "content_rejected", message: "No.", details: { hint: "x" } };
const failed: ItemOutcome = { status: "failed", error, usage: testUsage, payer: testPayer };
const broken: ItemOutcome = { status: "broken", error: { code: "timeout", message: "Late." } };

describe("the lists of a mapped node", () => {
  const outcomes = [done({ yes: "a" }), failed, broken, done({ no: "b", constructor: "c" })];

  it("have a place for every item, with the error of each that failed", () => {
    const places = [
      { error: { code: "content_rejected", message: "No." } },
      { error: { code: "timeout", message: "Late." } },
    ];
    expect(toLists(outcomes, ports)).toEqual({ yes: ["a", ...places, null], no: [null, ...places, "b"] });
  });

  it("of a filter have what went there, in order, and nothing else", () => {
    expect(toFilteredLists([...outcomes, done({ yes: "d" })], ports)).toEqual({ yes: ["a", "d"], no: ["b"] });
  });
});

describe("the cost of items", () => {
  it("counts what was paid, failed ones too, and of the kept ones only who had paid", () => {
    const other = { ...testPayer, name: "Other" };
    const cached: ItemOutcome = { status: "cached", output: {}, usage: testUsage, payer: other };
    expect(sumSpent([done({}, { usage: testUsage, payer: testPayer }), failed, broken])).toEqual({
      usage: { inputTokens: 2, cachedInputTokens: 0, outputTokens: 4, reasoningTokens: 0, totalTokens: 6 },
      payer: testPayer,
      calls: 2,
    });
    expect(sumSpent([cached, broken])).toEqual({ payer: other });
    expect(sumSpent([])).toEqual({});
  });
});

describe("the error of a whole node", () => {
  it("is there only when no item came through", () => {
    expect(toCommonError([])).toBeUndefined();
    expect(toCommonError([failed, done({})])).toBeUndefined();
  });

  it("is the only item's own, or the first one's with their number", () => {
    expect(toCommonError([failed])).toMatchObject({
      code: "content_rejected",
      message: "No.",
      facts: { hint: "x", items: 1 },
    });
    expect(toCommonError([broken, failed, failed])).toMatchObject({
      code: "timeout",
      message: "All 3 items failed. The first: Late.",
      facts: { items: 3 },
    });
  });
});
