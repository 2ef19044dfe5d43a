import { expect, test } from "vitest";
import { accountRow } from "@/lib/auth/testkit/testRow";
import type { ErrorCode } from "@/types/errors";
import { createAccountHealth } from "./accountHealth";

function healthAfter(...codes: (ErrorCode | undefined)[]) {
  const health = createAccountHealth("OpenAI");
  for (const code of codes) health.note("a1", code);
  return health.of(accountRow());
}
const well = (count: number) => new Array<undefined>(count).fill(undefined);

test("an account that was not used says so", () => {
  expect(healthAfter()).toEqual({ level: "unknown", reason: "It was not used since Patchbay was started." });
});

test("an account whose calls worked is good", () => {
  expect(healthAfter(undefined)).toEqual({ level: "good", score: 100, reason: "The last request worked." });
  expect(healthAfter(...well(3)).reason).toBe("The last 3 requests worked.");
});

test.each([
  [9, 1, "good", 90],
  [8, 1, "fair", 89],
  [3, 2, "fair", 60],
  [4, 3, "poor", 57],
] as const)("%i calls that worked and %i that did not are %s", (worked, failed, level, score) => {
  const codes = [...well(worked), ...new Array<ErrorCode>(failed).fill("timeout")];
  expect(healthAfter(...codes)).toMatchObject({ level, score });
});

test.each([
  ["auth_required", "its sign-in could not be used"],
  ["reauth_required", "its sign-in had ended"],
  ["egress_blocked", "OpenAI refuses this server's network address"],
  ["plan_use_off", "its plan may not be used here"],
  ["usage_limit_reached", "its usage limit was reached"],
  ["rate_limited", "OpenAI asked for a pause"],
  ["timeout", "OpenAI did not answer in time"],
  ["upstream_rejected", "OpenAI refused it"],
  ["upstream_unavailable", "OpenAI could not be reached or had a problem"],
  ["upstream_interrupted", "the connection broke off"],
] as const)("%s is told in words, as the last of the failures", (code, words) => {
  expect(healthAfter("internal", undefined, "timeout", code).reason).toBe(
    `2 of the last 3 requests failed, the last one because ${words}.`,
  );
  expect(healthAfter(code).reason).toBe(`The last request failed because ${words}.`);
});

test.each(["content_rejected", "context_too_long", "internal"] as const)("%s says nothing of the account", (code) => {
  expect(healthAfter(code).level).toBe("unknown");
});

test("only the last twenty count, each account by itself", () => {
  expect(healthAfter("timeout", ...well(19)).score).toBe(95);
  expect(healthAfter("timeout", ...well(20)).score).toBe(100);
  const health = createAccountHealth("OpenAI");
  health.note("other", "timeout");
  expect(health.of(accountRow()).level).toBe("unknown");
});

test("the account's own state comes before its record", () => {
  const health = createAccountHealth("OpenAI");
  health.note("a1");
  const last_error = { code: "reauth_required", message: "Ended.", at: "2026-11-21T12:00:00Z" } as const;
  expect(health.of(accountRow({ status: "disabled" }))).toEqual({ level: "unknown", reason: "It is switched off." });
  expect(health.of(accountRow({ status: "needs_login", last_error }))).toEqual({
    level: "poor",
    score: 0,
    reason: "Ended.",
  });
  expect(health.of(accountRow({ status: "error" })).reason).toBe("It has to be signed in again.");
  expect(health.of(accountRow({ status: "limited", last_error })).level).toBe("good");
});

test("forgets an account that is gone, and no other", () => {
  const health = createAccountHealth("OpenAI");
  for (const id of ["a1", "a2"]) health.note(id);
  health.forget("a1");
  expect(health.of(accountRow({ id: "a1" })).level).toBe("unknown");
  expect(health.of(accountRow({ id: "a2" })).level).toBe("good");
});
