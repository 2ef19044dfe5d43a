import { expect, it } from "vitest";
import { ROOM_BYTES, type TakenRoom, takeRoom } from "./linkRoom";

const HOUR_MS = 3_600_000;
const MEGABYTE = 1024 ** 2;

/** Takes as often as there is room; gives how often that was, and what is taken then. */
function takeAll(bytes: number, nowMs: number, before?: TakenRoom) {
  let taken = before;
  for (let times = 0; times < 100_000; times++) {
    try {
      taken = takeRoom(taken, bytes, nowMs);
    } catch {
      return { times, taken };
    }
  }
  throw new Error("There is always room.");
}

it("takes 1 GB at once, and as much again within a day", () => {
  const { times, taken } = takeAll(50 * MEGABYTE, 0);
  expect(times).toBe(20);
  expect(takeAll(50 * MEGABYTE, 12 * HOUR_MS, taken).times).toBe(10);
  expect(takeAll(50 * MEGABYTE, 24 * HOUR_MS, taken).times).toBe(20);
  expect(takeAll(50 * MEGABYTE, 9999 * HOUR_MS, taken).times).toBe(20);
});

it("says from when on there is room again, and there is", () => {
  const { taken } = takeAll(MEGABYTE, 0);
  const nowMs = Date.parse("1970-01-01T00:01:24.375Z");
  const refusal = { action: "wait", linkIsFull: true, until: "1970-01-01T00:01:24.375Z", retryAfterMs: 84_375 };
  expect(() => takeRoom(taken, MEGABYTE, 0)).toThrow(expect.objectContaining({ code: "rate_limited", facts: refusal }));
  expect(() => takeRoom(taken, MEGABYTE, nowMs - 1)).toThrow();
  expect(takeRoom(taken, MEGABYTE, nowMs)).toEqual({ bytes: ROOM_BYTES, atMs: nowMs });
});

it("counts what is small as 64 KB, and forgets what a clock says that was set back", () => {
  expect(takeAll(1, 0).times).toBe(16 * 1024);
  expect(takeRoom({ bytes: ROOM_BYTES, atMs: 9999 }, MEGABYTE, 0)).toEqual({ bytes: MEGABYTE, atMs: 0 });
});
