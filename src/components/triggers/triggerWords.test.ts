import { expect, it } from "vitest";
import { zonedText } from "./triggerWords";

it("tells a time of a zone that this browser does not know by that of the world", () => {
  expect(zonedText("2026-11-30T09:00:00Z", "Mars/Base", new Date("2026-11-30T07:00:00Z"))).toMatch(
    /30 Nov, 09:00 UTC$/,
  );
});

it("tells the year of a time that is far away, since three of them may have one day", () => {
  const now = new Date("2026-11-30T07:00:00Z");
  expect(zonedText("2027-01-01T00:00:00Z", "Asia/Seoul", now)).toMatch(/^Fri,? 1 Jan, 09:00$/);
  expect(zonedText("2028-01-01T00:00:00Z", "Asia/Seoul", now)).toMatch(/^Sat,? 1 Jan 2028, 09:00$/);
});
