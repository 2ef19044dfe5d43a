import { expect, test } from "vitest";
import { readUsageLimit } from "./usageLimit";

const nowMs = Date.UTC(2026, 10, 21, 12);
const inHours = (hours: number) => nowMs / 1000 + hours * 3600;
const iso = (hours: number) => new Date(nowMs + hours * 3_600_000).toISOString();

/** Two windows, 5 hours and 7 days, each with its use in percent and its reset in hours from now. */
const windows = (primary: [number, number], secondary: [number, number]) =>
  new Headers({
    "x-codex-primary-used-percent": String(primary[0]),
    "x-codex-primary-window-minutes": "300",
    "x-codex-primary-reset-at": String(inHours(primary[1])),
    "x-codex-secondary-used-percent": String(secondary[0]),
    "x-codex-secondary-window-minutes": "10080",
    "x-codex-secondary-reset-at": String(inHours(secondary[1])),
  });
const read = (error: object, headers = new Headers()) => readUsageLimit({ ...error }, headers, nowMs);

test("the error's own time counts, then its seconds from now, then the used-up window's", () => {
  const headers = windows([100, 2], [10, 90]);
  expect(read({ resets_at: inHours(3), resets_in_seconds: 60 }, headers)).toEqual({ resetsAt: iso(3), window: "5 h" });
  expect(read({ resets_in_seconds: 3600 }, headers)).toEqual({ resetsAt: iso(1), window: "5 h" });
  expect(read({}, headers)).toEqual({ resetsAt: iso(2), window: "5 h" });
});

test("where nothing is said, nothing is known", () => {
  expect(read({})).toEqual({});
  expect(read({ resets_at: "soon", resets_in_seconds: null })).toEqual({});
});

test("of two used-up windows it is the one that the error's time belongs to, else the one that ends last", () => {
  const headers = windows([100, 2], [100, 90]);
  expect(read({ resets_at: inHours(3) }, headers).window).toBe("5 h");
  expect(read({ resets_at: inHours(80) }, headers).window).toBe("7 d");
  expect(read({}, headers)).toEqual({ resetsAt: iso(90), window: "7 d" });
});

test("a window that is not full, or of which the use is not told, is not the one", () => {
  expect(read({}, windows([99.9, 2], [100, 90])).window).toBe("7 d");
  const untold = windows([100, 2], [10, 90]);
  untold.delete("x-codex-primary-used-percent");
  expect(read({}, untold)).toEqual({});
});
