import { expect, it } from "vitest";
import { spansBetween } from "./hours";

const HOUR_MS = 3_600_000;
const nights = (hours: { from: string; to: string }, zone: string, from: string, until: string) =>
  spansBetween(hours, zone, Date.parse(from), Date.parse(until)).map(
    ({ startMs, endMs }) =>
      `${new Date(startMs).toISOString().slice(5, 16)} ${new Date(endMs).toISOString().slice(5, 16)}`,
  );

it("reaches over midnight, also of the night that is under way", () => {
  expect(nights({ from: "22:00", to: "07:00" }, "UTC", "2026-11-25T03:00:00Z", "2026-11-26T03:00:00Z")).toEqual([
    "11-24T22:00 11-25T07:00",
    "11-25T22:00 11-26T07:00",
  ]);
});

it("takes equal times for the whole day", () => {
  expect(nights({ from: "06:00", to: "06:00" }, "UTC", "2026-11-25T12:00:00Z", "2026-11-25T13:00:00Z")).toEqual([
    "11-25T06:00 11-26T06:00",
  ]);
});

it("goes by the clocks of its zone when they change", () => {
  const hours = { from: "22:00", to: "07:00" };
  const [spring] = spansBetween(
    hours,
    "Europe/Berlin",
    Date.parse("2026-03-28T21:30Z"),
    Date.parse("2026-03-28T22:30Z"),
  );
  const [autumn] = spansBetween(
    hours,
    "Europe/Berlin",
    Date.parse("2026-10-24T21:30Z"),
    Date.parse("2026-10-24T22:30Z"),
  );
  expect([spring, autumn].map((span) => ((span?.endMs ?? 0) - (span?.startMs ?? 0)) / HOUR_MS)).toEqual([8, 10]);
});

it("reads a time that comes twice, or not at all, as the shorter night", () => {
  // 02:30 comes at 00:30 and at 01:30 UTC.
  const both = { from: "02:30", to: "05:00" };
  expect(nights(both, "Europe/Berlin", "2026-10-25T00:00:00Z", "2026-10-25T06:00:00Z")).toEqual([
    "10-25T01:30 10-25T04:00",
  ]);
  const west = { from: "01:30", to: "05:00" };
  expect(nights(west, "America/New_York", "2026-11-01T05:00:00Z", "2026-11-01T08:00:00Z")).toEqual([
    "11-01T06:30 11-01T10:00",
  ]);
  const none = { from: "22:00", to: "02:30" };
  expect(nights(none, "Europe/Berlin", "2026-03-28T22:00:00Z", "2026-03-28T23:00:00Z")).toEqual([
    "03-28T21:00 03-29T00:30",
  ]);
});

it("knows zones whose days have other lengths and other offsets", () => {
  expect(
    nights({ from: "23:00", to: "04:00" }, "Asia/Kathmandu", "2026-11-25T18:00:00Z", "2026-11-25T19:00:00Z"),
  ).toEqual(["11-25T17:15 11-25T22:15"]);
});
