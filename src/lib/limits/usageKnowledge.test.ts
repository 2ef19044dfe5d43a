import { describe, expect, test } from "vitest";
import type { UsageReport, UsageWindow } from "@/types/limits";
import { mergeReports, toAccountUsage } from "./usageKnowledge";

const nowMs = Date.UTC(2026, 10, 21, 12);
const inHours = (hours: number) => new Date(nowMs + hours * 3_600_000).toISOString();

const fiveHours = (usedPercent: number, resetsAt = inHours(2)): UsageWindow => ({
  label: "5 h",
  lengthSeconds: 18_000,
  usedPercent,
  resetsAt,
});
const week = (usedPercent: number, resetsAt = inHours(98)): UsageWindow => ({
  label: "7 d",
  lengthSeconds: 604_800,
  usedPercent,
  resetsAt,
});
const report = (windows: UsageWindow[], more: Partial<UsageReport> = {}): UsageReport => ({
  windows,
  isComplete: false,
  ...more,
});
const usageOf = (known: UsageReport | undefined, limitedUntil?: string) =>
  toAccountUsage(known && { report: known, observedAtMs: nowMs }, limitedUntil, nowMs);

describe("usable now", () => {
  test("is yes while nothing is known", () => {
    expect(usageOf(undefined)).toEqual({ windows: [], usableNow: true });
  });

  test("an empty 5 h window does not help while the week is used up, and the line says which one blocks", () => {
    expect(usageOf(report([fiveHours(3), week(100)]))).toMatchObject({
      usableNow: false,
      blockedBy: "the 7 d window, until 2026-11-25 14:00 UTC",
      blockedUntil: inHours(98),
    });
  });

  test("of two used-up windows the later one blocks", () => {
    expect(usageOf(report([fiveHours(100), week(100)])).blockedBy).toContain("7 d");
  });

  test("a refusal of the upstream names the window whose end it gave", () => {
    expect(usageOf(report([fiveHours(100), week(100)]), inHours(2)).blockedBy).toBe(
      "the 5 h window, until 2026-11-21 14:00 UTC",
    );
    expect(usageOf(report([fiveHours(40)]), inHours(2)).blockedBy).toBe(
      "the plan's usage limit, until 2026-11-21 14:00 UTC",
    );
    expect(usageOf(report([fiveHours(40)]), inHours(-1)).usableNow).toBe(true);
    expect(usageOf(report([fiveHours(40)]), inHours(0)).usableNow).toBe(true);
    expect(usageOf(report([week(100), fiveHours(100)]), inHours(97)).blockedBy).toContain("the 7 d window");
  });

  test("a window whose reset has passed has begun anew", () => {
    const usage = usageOf(report([fiveHours(100, inHours(-0.1))], { allowed: false }));
    expect(usage).toMatchObject({ usableNow: true, windows: [{ label: "5 h", usedPercent: 0 }] });
    expect(usage.windows[0]).not.toHaveProperty("resetsAt");
  });

  test("a window begins anew at the moment of its reset", () => {
    expect(usageOf(report([fiveHours(100, inHours(0))])).usableNow).toBe(true);
  });

  test("a used-up window without a known end blocks, and one that ends later is named first", () => {
    const { resetsAt: _, ...endless } = fiveHours(100);
    expect(usageOf(report([endless]))).toMatchObject({ usableNow: false, blockedBy: "the 5 h window" });
    expect(usageOf(report([endless, week(100)])).blockedBy).toContain("the 7 d window");
  });

  test("a full further limit does not block the plan", () => {
    expect(usageOf(report([{ ...fiveHours(100), limit: "Code review" }])).usableNow).toBe(true);
  });

  test("credits let a plan with a full window go on", () => {
    const credits = { hasCredits: true, unlimited: false, balance: "12" };
    expect(usageOf(report([week(100)], { credits }))).toMatchObject({ usableNow: true, credits });
    expect(usageOf(report([week(100)], { credits: { hasCredits: false, unlimited: true } })).usableNow).toBe(true);
    expect(usageOf(report([week(100)], { credits: { hasCredits: false, unlimited: false } })).usableNow).toBe(false);
  });

  test("the upstream's own verdict counts more than the figures", () => {
    expect(usageOf(report([week(100)], { allowed: true })).usableNow).toBe(true);
    expect(usageOf(report([week(100)], { allowed: false })).usableNow).toBe(false);
    expect(
      usageOf(report([week(10)], { allowed: false, reachedType: "workspace_owner_credits_depleted" })),
    ).toMatchObject({ usableNow: false, blockedBy: "the workspace's credits, which are used up" });
  });

  test.each([
    ["workspace_member_usage_limit_reached", "the workspace's usage limit"],
    ["usage_limit_of_workspace_", "the plan's usage limit"],
    [undefined, "the plan's usage limit"],
  ])("a refusal of the kind %s is told as %s", (reachedType, blockedBy) => {
    expect(usageOf(report([week(10)], { allowed: false, reachedType })).blockedBy).toBe(blockedBy);
  });
});

describe("a later report", () => {
  test("drops windows that the upstream stopped sending", () => {
    expect(mergeReports(report([fiveHours(10), week(20)]), report([week(21)])).windows).toEqual([week(21)]);
  });

  test("leaves further limits alone that it does not name, unless it names all there are", () => {
    const review = { ...week(50), limit: "Code review" };
    const earlier = report([week(20), review], { credits: { hasCredits: true, unlimited: false } });
    expect(mergeReports(earlier, report([week(30)]))).toMatchObject({
      windows: [week(30), review],
      credits: { hasCredits: true },
    });
    expect(mergeReports(earlier, report([{ ...review, usedPercent: 60 }])).windows).toEqual([
      { ...review, usedPercent: 60 },
      week(20),
    ]);
    expect(mergeReports(earlier, report([week(30)], { isComplete: true })).windows).toEqual([week(30)]);
  });
});
