import { expect, it } from "vitest";
import { toExpiry } from "./keyExpiry";

const now = Date.parse("2026-11-29T12:00:00.000Z");

it("counts days from now, takes a day to its end, and a time as it is", () => {
  expect(toExpiry(undefined, now)).toBeUndefined();
  expect(toExpiry("30d", now)).toBe("2026-12-29T12:00:00.000Z");
  expect(toExpiry("2026-12-24", now)).toBe(new Date("2026-12-24T23:59:59.999").toISOString());
  expect(toExpiry("2026-12-24T10:00:00+01:00", now)).toBe("2026-12-24T09:00:00.000Z");
});

it.each(["0d", "tomorrow", "30", "2026-11-01", "2026-13-40", "2026-11-29T11:59:59Z", "9999999d"])(
  "refuses %s",
  (given) => {
    expect(() => toExpiry(given, now)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  },
);
