import { expect, it, test } from "vitest";
import type { AccountUsage } from "@/types/limits";
import { noUsage } from "@/types/llm";
import type { NightDeed } from "@/types/nightShift";
import type { AccountView } from "@/types/providers";
import type { RunSummary } from "@/types/run";
import { type Situation, toAccounts, toQuestion, whyLeftOut } from "./situation";
import { fiveHours, settingsOf, week } from "./testNight";
import { accountView } from "./testWorld";

const nowMs = Date.parse("2026-11-25T22:30:00Z");
const ago = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString();
const usage = (change: Partial<AccountUsage> = {}): AccountUsage => ({
  windows: [fiveHours(10), week(20)],
  usableNow: true,
  observedAt: ago(1),
  ...change,
});
const account = (change: Partial<AccountView> = {}): AccountView => ({
  ...accountView("a"),
  usage: usage(),
  ...change,
});
const situation = (change: Partial<Situation> = {}): Situation => ({
  ...{ nowMs, settings: settingsOf(), entries: [], accounts: [account()], workflows: [], openRuns: [], did: [] },
  ...change,
});
const deed = (change: Partial<NightDeed> = {}): NightDeed => ({
  ...{ id: "d", entry: "e", workflowId: "w", workflowName: "W", account: "a", accountName: "A" },
  startedAt: ago(20),
  outcome: "running",
  windows: [],
  ...change,
});

test.each<[string | undefined, Partial<AccountView>]>([
  [undefined, {}],
  ["disabled", { status: "disabled" }],
  ["signed_out", { status: "needs_login" }],
  ["signed_out", { status: "error" }],
  ["pays_by_key", { mode: "api_key" }],
  ["no_background_consent", { route: "siwc", planUse: true, backgroundConsent: false }],
  ["no_background_consent", { route: "siwc", planUse: false, backgroundConsent: true }],
  ["windows_unknown", { route: "siwc", planUse: true, backgroundConsent: true, usage: undefined }],
  // Nobody is sent to give a consent that would change nothing.
  ["windows_unknown", { route: "siwc", planUse: true, backgroundConsent: false, usage: undefined }],
  ["windows_unknown", { route: "siwc", planUse: false, usage: undefined, status: "limited" }],
  ["limited", { status: "limited", limitedUntil: ago(-60) }],
  ["limited", { usage: usage({ usableNow: false }) }],
  [undefined, { status: "limited", limitedUntil: ago(1) }],
  ["windows_unknown", { usage: usage({ observedAt: undefined }) }],
  ["windows_unknown", { usage: usage({ windows: [] }) }],
  ["windows_unknown", { usage: usage({ windows: [{ label: "5 h", lengthSeconds: 18_000 }] }) }],
  ["windows_old", { usage: usage({ observedAt: ago(16) }) }],
])("an account is left out, or not: %s", (reason, change) => {
  expect(whyLeftOut(account(change), situation())).toBe(reason);
});

it("leaves out what is not chosen, and says until when an account is limited", () => {
  const chosen = situation({ settings: settingsOf({ accounts: ["other"] }) });
  expect(toAccounts(chosen)).toMatchObject([{ usable: false, reason: "not_chosen" }]);
  const limited = account({ usage: usage({ usableNow: false, blockedUntil: ago(-30) }) });
  expect(toAccounts(situation({ accounts: [limited] }))).toMatchObject([{ reason: "limited", until: ago(-30) }]);
});

it("looks at the windows of the plan itself, not at further limits", () => {
  const windows = [fiveHours(10), { ...week(100), limit: "Code review" }];
  expect(toAccounts(situation({ accounts: [account({ usage: usage({ windows }) })] }))).toMatchObject([
    { usable: true, windows: [{ label: "5 h", leftPercent: 90 }] },
  ]);
});

it("an account on which somebody runs something is not free, nor is one with a run of the night shift", () => {
  const payers = [{ kind: "account" as const, id: "a", provider: "openai-auth" as const, name: "A" }];
  const theirs: RunSummary = {
    ...{ id: "r", status: "running", problems: 0, usage: noUsage, payers, createdAt: ago(5) },
    counts: { total: 1, done: 0, failed: 0, skipped: 0, running: 1, calls: 0 },
  };
  const [busy] = toQuestion(situation({ openRuns: [theirs] })).accounts;
  expect(busy?.running).toEqual({ untilMs: nowMs + 15 * 60_000, costs: [] });
  const [waiting] = toQuestion(situation({ openRuns: [{ ...theirs, status: "parked" }] })).accounts;
  expect(waiting?.running).toBeUndefined();
  const [own] = toQuestion(situation({ did: [deed()] })).accounts;
  expect(own?.running).toMatchObject({ untilMs: nowMs + 10 * 60_000, costs: [{ percent: 15 }, { percent: 5 }] });
});

it("counts as spent what a run took, what it was expected to take where nobody saw, and nothing for one that never began", () => {
  const windows = [{ label: "7 d", lengthSeconds: 604_800, before: 10, after: 13 }];
  const did = [
    deed({ id: "1", outcome: "completed", endedAt: ago(15), windows }),
    deed({ id: "2", workflowId: "other", outcome: "failed", endedAt: ago(10) }),
    deed({ id: "3", outcome: "refused", endedAt: ago(9) }),
  ];
  const [asked] = toQuestion(situation({ did })).accounts;
  const weeks = asked?.spent.map(({ costs }) => costs.find(({ lengthSeconds }) => lengthSeconds === 604_800)?.percent);
  expect(weeks).toEqual([3, 5, undefined]);
});

it("does not reckon what was spent in nights that are over", () => {
  const minutes = [3 * 24 * 60, 23 * 60];
  const did = minutes.map((before) =>
    deed({ outcome: "completed", startedAt: ago(before), endedAt: ago(before - 20) }),
  );
  const [asked] = toQuestion(situation({ did })).accounts;
  expect(asked?.spent.map(({ startMs }) => startMs)).toEqual([nowMs - 23 * 60 * 60_000]);
});
