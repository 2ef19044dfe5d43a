import { describe, expect, it } from "vitest";
import { testWork } from "@/lib/worker/testWork";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { conditionNode } from "./conditionNode";
import { runKind } from "./testContext";

const sideOf = async (test: string, value: string | undefined, input: Value) =>
  Object.keys((await runKind(conditionNode, { data: { test, value }, inputs: { value: input } })).result.output)[0];

describe("a condition", () => {
  it.each<[string, string | undefined, Value, "yes" | "no"]>([
    ["contains", "owl", "an owl", "yes"],
    ["contains", "Owl", "an owl", "no"],
    ["contains", '"a": 1', { a: 1 }, "yes"],
    ["equals", "yes", " yes\n", "yes"],
    ["equals", "yes", "yes!", "no"],
    ["equals", "3", 3, "yes"],
    ["matches", "^[A-Z]\\d+$", "B12", "yes"],
    ["matches", "^[A-Z]\\d+$", "b12", "no"],
    ["matches", "(?i)^b", "B12", "yes"],
    ["empty", undefined, " \n", "yes"],
    ["empty", undefined, [], "yes"],
    ["empty", undefined, {}, "yes"],
    ["empty", undefined, null, "yes"],
    ["empty", undefined, 0, "no"],
    ["truthy", undefined, "No", "no"],
    ["truthy", undefined, false, "no"],
    ["truthy", undefined, 0, "no"],
    ["truthy", undefined, null, "no"],
    ["truthy", undefined, "yes", "yes"],
    ["truthy", undefined, { a: 1 }, "yes"],
  ])("%s %j sends %j out of %4$s", async (test, value, input, side) => {
    expect(await sideOf(test, value, input)).toBe(side);
  });

  it("passes the value on as it came", async () => {
    const { result } = await runKind(conditionNode, { data: { test: "truthy" }, inputs: { value: { a: [1] } } });
    expect(result.output).toEqual({ yes: { a: [1] } });
  });

  it("matches in a time that grows with the text alone, where backtracking would not end", async () => {
    expect(await sideOf("matches", "^(a+)+$", `${"a".repeat(5000)}!`)).toBe("no");
  });

  it("is refused with a pattern that takes too much work, in words", async () => {
    const quick = { ...testWork, matches: async () => Promise.reject(new AppError("too_large", "Too much work.")) };
    const surroundings = { wired: new Set<string>(), runInputs: {}, work: quick };
    const problem = await conditionNode.problem?.({ test: "matches", value: "a" }, surroundings);
    expect(problem).toBe("has a pattern that cannot be used (Too much work)");
  });

  it.each(["(", "(?=a)", "(a)\\1"])("is refused with the pattern %j before a run", async (value) => {
    const surroundings = { wired: new Set<string>(), runInputs: {}, work: testWork };
    expect(await conditionNode.problem?.({ test: "matches", value }, surroundings)).toContain("pattern");
    expect(await conditionNode.problem?.({ test: "contains", value }, surroundings)).toBeUndefined();
  });
});
