import { expect, test } from "vitest";
import { parseUsageReport, readUsageHeaders } from "./usageReport";

const resetAt = 1_795_000_000;
const resetsAt = new Date(resetAt * 1000).toISOString();

test("headers give windows named by length, whatever their position", () => {
  const report = readUsageHeaders(
    new Headers({
      "x-codex-primary-used-percent": "12.5",
      "x-codex-primary-window-minutes": "10080",
      "x-codex-primary-reset-at": String(resetAt),
      "x-codex-secondary-used-percent": "130",
      "x-codex-secondary-window-minutes": "300",
      "x-codex-credits-has-credits": "True",
      "x-codex-credits-unlimited": "0",
      "x-codex-credits-balance": "12",
      "x-codex-rate-limit-reached-type": "rate_limit_reached",
    }),
  );
  expect(report).toEqual({
    windows: [
      { label: "5 h", lengthSeconds: 18_000, usedPercent: 100 },
      { label: "7 d", lengthSeconds: 604_800, usedPercent: 12.5, resetsAt },
    ],
    credits: { hasCredits: true, unlimited: false, balance: "12" },
    reachedType: "rate_limit_reached",
    isComplete: false,
  });
});

test("further limits carry their own name, else their id", () => {
  const report = readUsageHeaders(
    new Headers({
      "x-codex-primary-used-percent": "-3",
      "x-codex-primary-window-minutes": "300",
      "x-code-review-primary-used-percent": "40",
      "x-code-review-primary-window-minutes": "10080",
      "x-code-review-limit-name": "Code review",
      "x-other-secondary-window-minutes": "60",
    }),
  );
  expect(report?.windows).toEqual([
    { label: "5 h", lengthSeconds: 18_000, usedPercent: 0 },
    { label: "7 d", limit: "Code review", lengthSeconds: 604_800, usedPercent: 40 },
    { label: "1 h", limit: "other", lengthSeconds: 3600 },
  ]);
});

test.each([
  [{}],
  [{ "x-codex-primary-used-percent": "50" }],
  [{ "x-codex-primary-used-percent": "50", "x-codex-primary-window-minutes": "0" }],
  [{ "x-codex-primary-window-minutes": "many" }],
])("headers %j tell of no window", (headers) => {
  expect(readUsageHeaders(new Headers(headers))).toBeUndefined();
});

test("a reset that no calendar holds is left out", () => {
  const headers = { "x-codex-primary-window-minutes": "300", "x-codex-primary-reset-at": "1e18" };
  expect(readUsageHeaders(new Headers(headers))?.windows).toEqual([{ label: "5 h", lengthSeconds: 18_000 }]);
});

const window = (seconds: number, used: number) => ({
  used_percent: used,
  limit_window_seconds: seconds,
  reset_after_seconds: 60,
  reset_at: resetAt,
});

test("the usage report names every limit, with the upstream's verdict", () => {
  const report = parseUsageReport({
    plan_type: "plus",
    rate_limit: {
      allowed: false,
      limit_reached: true,
      primary_window: window(18_000, 3),
      secondary_window: window(604_800, 100),
    },
    code_review_rate_limit: { allowed: true, primary_window: window(604_800, 0), secondary_window: null },
    additional_rate_limits: [
      { limit_name: "Big model", metered_feature: "big", rate_limit: { primary_window: window(2_592_000, 7) } },
    ],
    credits: { has_credits: false, unlimited: false, balance: "0" },
    rate_limit_reached_type: { type: "rate_limit_reached" },
  });
  expect(report.windows.map(({ label, limit, usedPercent }) => [limit, label, usedPercent])).toEqual([
    [undefined, "5 h", 3],
    [undefined, "7 d", 100],
    ["Big model", "30 d", 7],
    ["Code review", "7 d", 0],
  ]);
  expect(report).toMatchObject({
    allowed: false,
    credits: { hasCredits: false, unlimited: false, balance: "0" },
    reachedType: "rate_limit_reached",
    isComplete: true,
  });
});

test("a report of another shape tells of nothing instead of failing", () => {
  for (const body of [null, [], { rate_limit: "none", additional_rate_limits: [7] }]) {
    expect(parseUsageReport(body)).toEqual({ windows: [], isComplete: true });
  }
  expect(parseUsageReport({ rate_limit: { allowed: true, primary_window: null } }).allowed).toBe(true);
});
