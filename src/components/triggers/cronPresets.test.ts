import fc from "fast-check";
import { expect, it } from "vitest";
import { cronOf, oftens, presetOf } from "./cronPresets";

it.each([
  ["*/15 * * * *", "quarter"],
  ["5 * * * *", "hourly"],
  ["0 9 * * *", "daily"],
  ["30 18 * * 1-5", "weekdays"],
  ["0 9 * * 0", "weekly"],
  ["0 9 31 * *", "monthly"],
  ["0 9 * 1 *", "own"],
  ["0 9 L * *", "own"],
  ["0 9,18 * * *", "own"],
  ["0 9 * * * *", "own"],
  ["99 9 * * *", "own"],
  ["", "own"],
])("%s is %s", (cron, often) => {
  expect(presetOf(cron).often).toBe(often);
});

it("what a way says is read again as the same way", () => {
  const presets = fc.record({
    often: fc.constantFrom(...oftens.filter((often) => often !== "own")),
    time: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":")),
    weekday: fc.integer({ min: 0, max: 6 }),
    day: fc.integer({ min: 1, max: 31 }),
  });
  fc.assert(
    fc.property(presets, (preset) => {
      const cron = cronOf(preset) ?? "";
      const read = presetOf(cron);
      expect(read.often).toBe(preset.often);
      expect(cronOf(read)).toBe(cron);
    }),
  );
});
