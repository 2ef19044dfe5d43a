import { expect, it, test } from "vitest";
import type { NightStep } from "@/types/nightShift";
import { type PlanQuestion, planNight } from "./plan";
import { accountOf, entryOf, fiveHours, forecast, questionOf, settingsOf, week } from "./testNight";

const NOON = "2026-11-25T12:00:00Z";
const AT_NIGHT = "2026-11-25T22:00:00Z";
/** On a Saturday: three nights begin before it. */
const WEEK_ENDS = "2026-11-28T12:00:00Z";
const quiet = () => accountOf("a", [fiveHours(0), week(10, WEEK_ENDS)]);

const stepsOf = (now: string, change: Partial<PlanQuestion> = {}): NightStep[] =>
  planNight(questionOf(now, { accounts: [quiet()], ...change }));
const startsOf = (steps: NightStep[]) =>
  steps.map((step) =>
    step.state === "starts" ? `${step.entry} ${step.account} ${step.at.slice(11, 16)}` : step.reason,
  );

it("starts with the hours where no window runs, so that the window is fresh again the sooner", () => {
  expect(stepsOf(NOON)).toMatchObject([
    {
      state: "starts",
      at: "2026-11-25T22:00:00.000Z",
      account: "a",
      window: { label: "7 d", leftPercent: 90, resetsAt: "2026-11-28T12:00:00.000Z" },
      reservePercent: 20,
      after: [
        { label: "5 h", leftPercent: 90 },
        { label: "7 d", leftPercent: 88 },
      ],
    },
  ]);
});

it("leaves a running window to its owner until shortly before its reset", () => {
  const accounts = [accountOf("a", [fiveHours(40, "2026-11-26T01:30:00Z"), week(10, WEEK_ENDS)])];
  expect(stepsOf(AT_NIGHT, { accounts })).toMatchObject([
    { at: "2026-11-26T00:30:00.000Z", window: { label: "5 h", leftPercent: 60 } },
  ]);
});

it("starts earlier where more waits than an hour will do", () => {
  const accounts = [accountOf("a", [fiveHours(0, "2026-11-26T02:00:00Z"), week(10, WEEK_ENDS)])];
  const queue = ["one", "two", "three", "four"].map((id) => entryOf(id));
  expect(startsOf(stepsOf(AT_NIGHT, { accounts, queue }))).toEqual([
    "one a 23:00",
    "two a 23:30",
    "three a 00:00",
    "four a 00:30",
  ]);
});

it("has one at a time on an account, and others beside it on another", () => {
  const accounts = [quiet(), accountOf("b", [week(50, WEEK_ENDS)])];
  const queue = ["one", "two", "three"].map((id) => entryOf(id));
  expect(startsOf(stepsOf(NOON, { accounts, queue }))).toEqual(["one a 22:00", "two b 22:00", "three a 22:30"]);
});

it("stops starting where the reserve would be touched, and goes on after the reset", () => {
  const accounts = [accountOf("a", [fiveHours(0), week(0, WEEK_ENDS)])];
  const queue = ["one", "two", "three"].map((id) => entryOf(id, { forecast: forecast(40, 1) }));
  expect(startsOf(stepsOf(NOON, { accounts, queue }))).toEqual(["one a 22:00", "two a 22:30", "three a 03:00"]);
});

it("spends of a week no more than an equal part in one night, unless it is told to", () => {
  const accounts = [accountOf("a", [week(20, WEEK_ENDS)])];
  const queue = ["one", "two", "three"].map((id) => entryOf(id, { forecast: forecast(0, 9) }));
  const waits = { state: "waits", reason: "nights_share", account: "a", window: { label: "7 d" }, needs: 9 };
  expect(stepsOf(AT_NIGHT, { accounts, queue })).toMatchObject([
    { state: "starts", entry: "one" },
    { state: "starts", entry: "two" },
    { ...waits, entry: "three" },
  ]);
  const settings = settingsOf({ longWindows: "whole" });
  expect(stepsOf(AT_NIGHT, { accounts, queue, settings }).map(({ state }) => state)).not.toContain("waits");
});

it("counts what this night took already, so that the part does not grow with each look", () => {
  const spent = [{ startMs: Date.parse("2026-11-25T22:30:00Z"), costs: forecast(0, 18).costs }];
  const accounts = [accountOf("a", [week(38, WEEK_ENDS)], { spent })];
  const queue = [entryOf("one", { forecast: forecast(0, 9) })];
  expect(stepsOf("2026-11-26T00:00:00Z", { accounts, queue })).toMatchObject([{ at: "2026-11-26T22:00:00.000Z" }]);
  const more = [entryOf("one", { forecast: forecast(0, 22) })];
  expect(stepsOf("2026-11-26T00:00:00Z", { accounts, queue: more })).toMatchObject([
    { reason: "nights_share", room: 2, needs: 22 },
  ]);
});

it("spends all above the reserve in the last night of a week", () => {
  const accounts = [accountOf("a", [week(20, "2026-11-26T12:00:00Z")])];
  const queue = ["one", "two"].map((id) => entryOf(id, { forecast: forecast(0, 30) }));
  expect(startsOf(stepsOf(AT_NIGHT, { accounts, queue }))).toEqual(["one a 22:00", "two a 22:30"]);
});

it("does not start what will not end within the hours", () => {
  const queue = [entryOf("one", { forecast: forecast(1, 1, 120) })];
  expect(stepsOf("2026-11-26T05:30:00Z", { queue })).toMatchObject([{ at: "2026-11-26T22:00:00.000Z" }]);
});

it("adds what runs now before it says what is left", () => {
  const running = { untilMs: Date.parse("2026-11-25T22:10:00Z"), costs: forecast(50, 1).costs };
  const accounts = [accountOf("a", [fiveHours(10, "2026-11-26T03:00:00Z"), week(10, WEEK_ENDS)], { running })];
  const queue = [entryOf("one", { forecast: forecast(25, 1) })];
  expect(startsOf(stepsOf("2026-11-25T22:05:00Z", { accounts, queue }))).toEqual(["one a 03:00"]);
});

it("counts a run over a reset for the window before and for the one after", () => {
  const accounts = [accountOf("a", [fiveHours(0, "2026-11-25T22:30:00Z"), week(0, WEEK_ENDS)])];
  const queue = ["one", "two"].map((id) => entryOf(id, { forecast: forecast(45, 1, 60) }));
  // After 22:30 the first run may have taken 45 % of the fresh window: the second one would leave 10 %.
  expect(startsOf(stepsOf(AT_NIGHT, { accounts, queue }))).toEqual(["one a 22:00", "two a 03:30"]);
});

test.each([
  ["night_shift_off", { settings: settingsOf({ enabled: false }) }],
  ["switched_off", { queue: [entryOf("one", { enabled: false })] }],
  ["workflow_gone", { queue: [entryOf("one", { isGone: true })] }],
  ["running", { queue: [entryOf("one", { open: "running" as const })] }],
  ["parked", { queue: [entryOf("one", { open: "parked" as const })] }],
  ["no_account", { accounts: [] }],
  ["no_account", { accounts: [accountOf("a", [], { reason: "windows_unknown" })] }],
  ["no_account", { queue: [entryOf("one", { account: "gone" })] }],
  [
    "account_left_out",
    { accounts: [quiet(), accountOf("b", [], { reason: "limited" })], queue: [entryOf("one", { account: "b" })] },
  ],
  ["too_large", { queue: [entryOf("one", { forecast: forecast(81, 1) })] }],
  [
    "reserve",
    {
      accounts: [accountOf("a", [week(75, "2026-12-10T12:00:00Z")])],
      settings: settingsOf({ longWindows: "whole" }),
      queue: [entryOf("one", { forecast: forecast(0, 6) })],
    },
  ],
  ["nights_share", { accounts: [accountOf("a", [week(75, WEEK_ENDS)])] }],
  [
    "no_time",
    {
      settings: settingsOf({ hours: { from: "22:00", to: "22:10" } }),
      accounts: [accountOf("a", [week(0)], { running: { untilMs: Date.parse("2026-11-26T23:00:00Z"), costs: [] } })],
    },
  ],
] satisfies [string, Partial<PlanQuestion>][])("says why it waits: %s", (reason, change) => {
  expect(stepsOf(NOON, change)).toMatchObject([{ state: "waits", reason }]);
});

it("runs an entry that repeats once a night", () => {
  const queue = [entryOf("one", { lastStartMs: Date.parse("2026-11-25T22:30:00Z") }), entryOf("two")];
  expect(startsOf(stepsOf("2026-11-25T23:00:00Z", { queue }))).toEqual(["one a 22:00", "two a 23:00"]);
});

it("keeps more for an entry that asks for more", () => {
  const accounts = [accountOf("a", [week(50, "2026-11-26T12:00:00Z")])];
  const queue = [entryOf("one", { reservePercent: 50 }), entryOf("two")];
  expect(startsOf(stepsOf(NOON, { accounts, queue }))).toEqual(["reserve", "two a 22:00"]);
});
