import { expect, it } from "vitest";
import type { NightDeed } from "@/types/nightShift";
import { forecastOf, takenOf } from "./forecast";
import { FIVE_HOURS, SEVEN_DAYS } from "./testNight";

const nowMs = Date.parse("2026-11-25T12:00:00Z");

/** So many days ago, half an hour long, from 10 % to so much of the 5 h window. */
const deed = (days: number, after: number | undefined, change: Partial<NightDeed> = {}): NightDeed => {
  const startMs = nowMs - days * 86_400_000;
  return {
    id: `d${days}`,
    entry: "e",
    workflowId: "w",
    workflowName: "W",
    account: "a",
    accountName: "A",
    startedAt: new Date(startMs).toISOString(),
    endedAt: new Date(startMs + 1_800_000).toISOString(),
    outcome: "completed",
    windows: [{ label: "5 h", lengthSeconds: FIVE_HOURS, before: 10, after }],
    ...change,
  };
};
const shortOf = (did: NightDeed[]) =>
  forecastOf("w", did, [], nowMs).costs.find(({ lengthSeconds }) => lengthSeconds === FIVE_HOURS)?.percent;

it("guesses with caution, and says so, until one run was measured", () => {
  expect(forecastOf("w", [deed(1, undefined), deed(1, 20, { workflowId: "other" })], [], nowMs)).toEqual({
    costs: [
      { lengthSeconds: FIVE_HOURS, percent: 15 },
      { lengthSeconds: SEVEN_DAYS, percent: 5 },
    ],
    durationSeconds: 1800,
    isGuess: true,
  });
});

it("expects as much as the dearest, and one for what upstreams round off", () => {
  expect(shortOf([deed(1, 14), deed(2, 20)])).toBe(11);
  expect(forecastOf("w", [deed(1, 14)], [], nowMs)).toMatchObject({ isGuess: false, durationSeconds: 1800 });
});

it("does not go on believing one run beside which somebody used the plan", () => {
  expect(shortOf([deed(1, 14), deed(2, 90), deed(3, 16)])).toBe(7);
  const over = { at: "", because: "reserve", did: "finish" } as const;
  expect(shortOf([deed(1, 14), deed(2, 90, { over })])).toBe(5);
});

it("looks at the last five of thirty days", () => {
  expect(shortOf([1, 2, 3, 4, 5].map((days) => deed(days, 12)).concat(deed(6, 40), deed(7, 40)))).toBe(3);
  expect(shortOf([deed(31, 40)])).toBe(15);
});

it("learns nothing of a window that began anew meanwhile", () => {
  const [window] = deed(1, 12).windows;
  if (window === undefined) throw new Error("It has one.");
  const resetsAt = new Date(nowMs - 86_400_000 + 60_000).toISOString();
  expect(takenOf(deed(1, 12, { windows: [{ ...window, resetsAt }] }))).toEqual([]);
  expect(takenOf(deed(1, 12, { windows: [{ ...window, after: 3 }] }))).toEqual([]);
});
