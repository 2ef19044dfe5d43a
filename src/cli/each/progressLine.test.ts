import { expect, it } from "vitest";
import { progressLine } from "./progressLine";

const tally = { rows: 32, ended: 11, failed: 2, working: [0.5, 0.5], leftMs: 130_000 };

it("tells how far the rows have come, in whatever room there is", () => {
  expect(progressLine(tally, 80)).toBe(`[${"=".repeat(10)}>${" ".repeat(19)}] 11/32, 2 failed, 2 min left, 2 at work`);
  expect(progressLine(tally, 40)).toBe("[==>       ] 11/32, 2 failed, 2 min left");
  expect(progressLine(tally, 20)).toBe("[===>        ] 11/32");
  expect(progressLine(tally, 6)).toBe("11/32");
  for (let columns = 0; columns < 90; columns++)
    expect(progressLine(tally, columns).length).toBeLessThanOrEqual(columns);
});

it("is empty at the beginning and full at the end", () => {
  expect(progressLine({ rows: 3, ended: 0, failed: 0, working: [] }, 20)).toBe("[              ] 0/3");
  expect(progressLine({ rows: 3, ended: 3, failed: 0, working: [] }, 20)).toBe("[==============] 3/3");
  expect(progressLine({ ...tally, leftMs: 3_700_000 }, 60)).toContain("1 h 2 min left");
});
