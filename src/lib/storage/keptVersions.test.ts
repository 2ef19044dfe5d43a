import { describe, expect, it } from "vitest";
import { savesToDrop } from "./keptVersions";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 29, 12);

const save = (age: number, change: { bytes?: number; isNamed?: boolean } = {}) => ({
  ...{ savedAtMs: NOW - age, bytes: 1_000, isNamed: false },
  ...change,
});
const agesKept = (...saves: ReturnType<typeof save>[]) => {
  const dropped = new Set(savesToDrop(saves, NOW));
  return saves.filter((one) => !dropped.has(one)).map(({ savedAtMs }) => NOW - savedAtMs);
};

describe("which saves are kept", () => {
  it("is each of the last hour", () => {
    expect(agesKept(save(0), save(100), save(200), save(59 * MINUTE))).toEqual([0, 100, 200, 59 * MINUTE]);
  });

  it("is the last of each ten minutes for a day, and of each day for thirty days", () => {
    const hours = [2 * HOUR + 1 * MINUTE, 2 * HOUR + 2 * MINUTE, 2 * HOUR + 11 * MINUTE];
    expect(agesKept(save(0), ...hours.map((age) => save(age)))).toEqual([0, hours[0], hours[2]]);
    const days = [3 * DAY, 3 * DAY + HOUR, 4 * DAY, 30 * DAY, 30 * DAY + 1];
    expect(agesKept(save(0), ...days.map((age) => save(age)))).toEqual([0, 3 * DAY, 4 * DAY, 30 * DAY]);
  });

  it("is every named one, however old, and it takes nobody's place", () => {
    const named = save(2 * HOUR, { isNamed: true });
    expect(agesKept(save(0), named, save(2 * HOUR + 1), save(90 * DAY, { isNamed: true }))).toEqual([
      0,
      2 * HOUR,
      2 * HOUR + 1,
      90 * DAY,
    ]);
  });

  it("is bounded in number and size, the oldest going first, but for the newest", () => {
    expect(agesKept(...Array.from({ length: 400 }, (_, index) => save(index)))).toHaveLength(300);
    const large = 40 * 1024 * 1024;
    expect(agesKept(save(0, { bytes: large }), save(1, { bytes: large }), save(2))).toEqual([0, 2]);
    expect(agesKept(save(40 * DAY, { bytes: 3 * large }))).toEqual([40 * DAY]);
  });
});
