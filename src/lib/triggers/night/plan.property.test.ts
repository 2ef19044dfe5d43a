import fc from "fast-check";
import { expect, it } from "vitest";
import type { NightCost, NightStart, NightStep } from "@/types/nightShift";
import { spansBetween } from "./hours";
import { type PlanQuestion, planNight } from "./plan";
import { FIVE_HOURS, fiveHours, SEVEN_DAYS, settingsOf, week } from "./testNight";

const HOUR_MS = 3_600_000;
/** In the night of a change of clocks, and around it. */
const now = fc.integer({ min: Date.parse("2026-10-22T00:00:00Z"), max: Date.parse("2026-10-28T00:00:00Z") });
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30"))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
const percent = (max: number) => fc.integer({ min: 0, max });

const entry = fc.record({
  enabled: fc.constant(true),
  account: fc.option(fc.constantFrom("a", "b"), { nil: undefined }),
  reservePercent: fc.option(percent(60), { nil: undefined }),
  forecast: fc.record({
    costs: fc.tuple(percent(60), percent(30)).map(([short, long]): NightCost[] => [
      { lengthSeconds: FIVE_HOURS, percent: short },
      { lengthSeconds: SEVEN_DAYS, percent: long },
    ]),
    durationSeconds: fc.integer({ min: 60, max: 20_000 }),
    isGuess: fc.boolean(),
  }),
});

const account = (nowMs: number) => {
  const reset = (hours: number) =>
    fc.option(
      fc.integer({ min: 1, max: hours * 60 }).map((minutes) => new Date(nowMs + minutes * 60_000).toISOString()),
      { nil: undefined },
    );
  const long = fc.tuple(percent(100), reset(168)).map(([used, at]) => week(used, at));
  const short = fc.tuple(percent(100), reset(5)).map(([used, at]) => fiveHours(used, at));
  const running = fc.record({
    untilMs: fc.integer({ min: nowMs - HOUR_MS, max: nowMs + 3 * HOUR_MS }),
    costs: fc.tuple(percent(30), percent(10)).map(([short, long]) => [
      { lengthSeconds: FIVE_HOURS, percent: short },
      { lengthSeconds: SEVEN_DAYS, percent: long },
    ]),
  });
  return fc.record({
    windows: fc.oneof(fc.tuple(short, long), fc.tuple(long)),
    running: fc.option(running, { nil: undefined }),
    spent: fc.constant([]),
  });
};

const question = now.chain((nowMs) =>
  fc
    .record({
      hours: fc.record({ from: clock, to: clock }),
      timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kathmandu"),
      reservePercent: percent(60),
      longWindows: fc.constantFrom("spread" as const, "whole" as const),
      queue: fc.array(entry, { maxLength: 8 }),
      accounts: fc.tuple(account(nowMs), account(nowMs)),
    })
    .map(
      ({ queue, accounts: [a, b], ...settings }): PlanQuestion => ({
        nowMs,
        settings: settingsOf(settings),
        queue: queue.map((one, index) => ({ id: `e${index}`, ...one })),
        accounts: [
          { id: "a", ...a },
          { id: "b", ...b },
        ],
      }),
    ),
);

const isStart = (step: NightStep): step is NightStart => step.state === "starts";

/** Minutes since midnight, as a clock in the zone shows them. */
function wallMinutes(iso: string, timeZone: string): number {
  const text = new Date(iso).toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  return hour * 60 + minute;
}

function isWithin(iso: string, { hours, timeZone }: PlanQuestion["settings"]): boolean {
  const [from = 0, to = 0] = [hours.from, hours.to].map((text) => {
    const [hour = 0, minute = 0] = text.split(":").map(Number);
    return hour * 60 + minute;
  });
  const at = wallMinutes(iso, timeZone);
  if (from === to) return true;
  return from < to ? at >= from && at < to : at >= from || at < to;
}

it("has no start outside of the hours, in the past, or more than a day ahead", () => {
  fc.assert(
    fc.property(question, (asked) => {
      for (const { at } of planNight(asked).filter(isStart)) {
        expect(isWithin(at, asked.settings)).toBe(true);
        expect(Date.parse(at)).toBeGreaterThanOrEqual(asked.nowMs);
        expect(Date.parse(at)).toBeLessThan(asked.nowMs + 2 * 24 * HOUR_MS);
      }
    }),
    { numRuns: 200 },
  );
});

it("leaves the reserve of every window, added up anew from the starts alone", () => {
  fc.assert(
    fc.property(question, (asked) => {
      const starts = planNight(asked).filter(isStart);
      for (const { id, windows, running } of asked.accounts) {
        const mine = starts.filter(({ account }) => account === id).toSorted((a, b) => a.at.localeCompare(b.at));
        for (const { lengthSeconds, usedPercent = 0, resetsAt } of windows) {
          const costOf = (costs: readonly NightCost[]) =>
            costs.find((cost) => cost.lengthSeconds === lengthSeconds)?.percent ?? 0;
          // Until the reset that is known, every run that begins takes of what is there now.
          const before = mine.filter(({ at }) => resetsAt === undefined || at < resetsAt);
          const beforeLength = before.filter(
            ({ at }) => Date.parse(at) < Date.parse(before[0]?.at ?? at) + lengthSeconds * 1000,
          );
          let used = usedPercent + (running === undefined ? 0 : costOf(running.costs));
          for (const { forecast, reservePercent } of beforeLength) {
            used += costOf(forecast.costs);
            if (running === undefined || resetsAt !== undefined)
              expect(100 - used).toBeGreaterThanOrEqual(reservePercent);
          }
        }
      }
    }),
    { numRuns: 200 },
  );
});

it("keeps the order of the queue on each account in a night, one run after another", () => {
  fc.assert(
    fc.property(question, (asked) => {
      const { hours, timeZone } = asked.settings;
      const starts = planNight(asked).filter(isStart);
      for (const { startMs, endMs } of spansBetween(hours, timeZone, asked.nowMs, asked.nowMs + 48 * HOUR_MS)) {
        for (const id of ["a", "b"]) {
          const mine = starts.filter(({ at, account }) => {
            const ms = Date.parse(at);
            return account === id && ms >= startMs && ms < endMs;
          });
          for (const [index, { at }] of mine.entries()) {
            const before = mine[index - 1];
            const freeMs = before && Date.parse(before.at) + before.forecast.durationSeconds * 1000;
            expect(Date.parse(at)).toBeGreaterThanOrEqual(freeMs ?? 0);
          }
        }
      }
    }),
    { numRuns: 200 },
  );
});

it("answers the same question the same way, with one step for each entry in the order of the queue", () => {
  fc.assert(
    fc.property(question, (asked) => {
      const steps = planNight(asked);
      expect(steps.map((step) => step.entry)).toEqual(asked.queue.map(({ id }) => id));
      expect(planNight(structuredClone(asked))).toEqual(steps);
    }),
    { numRuns: 100 },
  );
});
