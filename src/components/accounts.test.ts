import { describe, expect, it } from "vitest";
import { accountState, defaultAccount, exactWhenText, planName, whenText } from "./accounts";
import { accountView } from "./testServer";

describe("an account in words", () => {
  it("names plans as people write them", () => {
    expect(planName("plus")).toBe("Plus");
    expect(planName("chatgpt_pro")).toBe("Pro");
    expect(planName("self_serve_business")).toBe("Self Serve Business");
    expect(planName(undefined)).toBeUndefined();
    expect(planName("")).toBeUndefined();
  });

  it("calls an account limited as soon as its plan is known to be used up", () => {
    expect(accountState(accountView({})).label).toBe("Connected");
    expect(accountState(accountView({ usage: { windows: [], usableNow: false } })).label).toBe("Limit reached");
    expect(accountState(accountView({ status: "needs_login", usage: { windows: [], usableNow: false } })).label).toBe(
      "Sign in again",
    );
  });

  it("gives the time of today, and the day of any other", () => {
    const now = new Date(2026, 10, 21, 9, 0);
    expect(whenText(new Date(2026, 10, 21, 14, 5).toISOString(), now)).toBe("14:05");
    expect(exactWhenText(new Date(2026, 10, 21, 14, 5, 9).toISOString(), now)).toBe("14:05:09");
    expect(whenText(new Date(2026, 10, 24, 9, 0).toISOString(), now)).toMatch(/Tue.*24 Nov.*09:00/);
    expect(whenText(new Date(2025, 10, 21, 9, 0).toISOString(), now)).toMatch(/Fri.*21 Nov 2025.*09:00/);
  });

  it("falls back to the first account when the default is gone", () => {
    const accounts = [accountView({ id: "a" }), accountView({ id: "b" })];
    expect(defaultAccount(accounts, "b")?.id).toBe("b");
    expect(defaultAccount(accounts, "gone")?.id).toBe("a");
    expect(defaultAccount([], null)).toBeUndefined();
  });
});
