import { describe, expect, it } from "vitest";
import { accountView } from "@/components/testServer";
import type { AccountUsage, UsageWindow } from "@/types/limits";
import { resetTime, usableLine, windowText, worstWindow } from "./usage";

const now = new Date(2026, 10, 21, 9, 0);
const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 5).toISOString();

const fiveHours: UsageWindow = { label: "5 h", lengthSeconds: 18_000, usedPercent: 62, resetsAt: at(21, 14) };
const week: UsageWindow = { label: "7 d", lengthSeconds: 604_800, usedPercent: 100, resetsAt: at(24, 9) };
const free: AccountUsage = { windows: [fiveHours], usableNow: true };
const blocked: AccountUsage = {
  windows: [fiveHours, week],
  usableNow: false,
  blockedBy: "the 7 d window, until 2026-11-24 09:05 UTC",
  blockedUntil: at(24, 9),
};

describe("a plan's use in words", () => {
  it("takes the fullest window of the plan's own, not that of a further limit", () => {
    const review: UsageWindow = { label: "7 d", limit: "Code review", lengthSeconds: 604_800, usedPercent: 99 };
    expect(worstWindow([review, fiveHours])).toBe(fiveHours);
    expect(worstWindow([fiveHours, week])).toBe(week);
    expect(worstWindow([{ label: "5 h", lengthSeconds: 18_000 }])).toBeUndefined();
  });

  it("says how much is used and when a window begins anew", () => {
    expect(windowText(fiveHours, free, now)).toBe("62%, resets 14:05");
    expect(windowText(week, blocked, now)).toBe("blocked until Tue 09:05");
  });

  it("does not call a full window a block while credits go on after it", () => {
    expect(windowText(week, { ...blocked, usableNow: true }, now)).toMatch(/^100%, resets/);
  });

  it("says in one line what blocks until when, in the reader's time", () => {
    expect(usableLine(accountView({ usage: free }), now)).toEqual({ isUsable: true, text: "Usable now" });
    const line = usableLine(accountView({ status: "limited", usage: blocked }), now);
    expect(line.isUsable).toBe(false);
    expect(line.text).toBe("Blocked by the 7 d window until Tue 09:05");
    expect(usableLine(accountView({ status: "limited", limitedUntil: at(21, 14) }), now).text).toBe(
      "Blocked by the plan's limit until 14:05",
    );
  });

  it("gives a day a name only while it has just one meaning", () => {
    expect(resetTime(at(27, 8), now)).toBe("Fri 08:05");
    expect(resetTime(at(28, 10), now)).toBe("28 Nov");
  });

  it("names what else stands in the way", () => {
    expect(usableLine(accountView({ status: "needs_login" })).text).toContain("sign in again");
    expect(usableLine(accountView({ status: "disabled" })).text).toContain("switched off");
    expect(usableLine(accountView({ planUse: false })).text).toContain("plan use is off");
  });
});
