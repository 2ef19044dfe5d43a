import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { toFailure, toPark } from "./failure";
import { testPayer, testUsage } from "./testRun";

const noBug = () => expect.unreachable("no bug");

describe("a failure", () => {
  it("of the program is a reference alone", () => {
    const bugs: unknown[] = [];
    const bug = new TypeError("secret");
    const failure = toFailure(bug, (error) => {
      bugs.push(error);
      return "ref-7";
    });
    expect(failure.error).toMatchObject({ code: "internal", details: { reference: "ref-7" } });
    expect(failure).not.toHaveProperty("usage");
    expect(bugs).toEqual([bug]);
  });

  it("tells apart what it means and what it had cost", () => {
    const facts = { usage: testUsage, payer: testPayer, calls: 2, hint: "x" };
    expect(toFailure(new AppError("schema_mismatch", "No fit.", facts), noBug)).toEqual({
      error: { code: "schema_mismatch", message: "No fit.", action: expect.any(String), details: { hint: "x" } },
      usage: testUsage,
      payer: testPayer,
      calls: 2,
    });
  });

  it("keeps its facts as they are when it cost nothing", () => {
    const failure = toFailure(new AppError("content_rejected", "No.", { hint: "x", usage: "much" }), noBug);
    expect(failure).toEqual({ error: expect.objectContaining({ details: { hint: "x", usage: "much" } }) });
    expect(toFailure(new AppError("content_rejected", "No."), noBug).error).not.toHaveProperty("details");
  });
});

describe("the wait for a usage limit", () => {
  const resetsAt = "2026-11-21T14:05:00Z";
  const limit = (facts: object) => new AppError("usage_limit_reached", "Reached.", { ...facts });

  it.each([
    ["another error", new AppError("rate_limited", "Slow.", { resetsAt })],
    ["a bug", Object.assign(new Error("usage"), { code: "usage_limit_reached", facts: { resetsAt } })],
    ["a limit without an end", limit({ window: "5 h" })],
    ["a limit whose end is no text", limit({ resetsAt: 5 })],
  ])("is not asked for by %s", (_, error) => {
    expect(toPark(error, {})).toBeUndefined();
  });

  it("is told with its window and the account it is about, else the node's own", () => {
    expect(toPark(limit({ resetsAt, window: "5 h", account: "a1" }), { account: "a2" })).toEqual({
      until: resetsAt,
      window: "5 h",
      account: "a1",
    });
    expect(toPark(limit({ resetsAt, window: 5, account: 7 }), { account: "a2" })).toEqual({
      until: resetsAt,
      account: "a2",
    });
    expect(toPark(limit({ isPlanLimit: true }), {})).toEqual({ until: null, account: "" });
  });

  it.each([[undefined], [null], ["account"], [{ account: 5 }], [{}]])(
    "belongs to the default account for data %j",
    (data) => {
      expect(toPark(limit({ resetsAt }), data)).toEqual({ until: resetsAt, account: "" });
    },
  );
});
