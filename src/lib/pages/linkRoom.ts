import { z } from "zod";
import { AppError } from "@/types/errors";

const DAY_MS = 86_400_000;
/**
 * So many bytes come in by one link at once, and as many again within a day. Nobody who fills in forms gets there; a
 * program that has the link fills no disk before what nothing names is removed again.
 */
export const ROOM_BYTES = 1024 ** 3;
/** Small things count as much: each is a file, or a run with its journal. */
const LEAST_BYTES = 64 * 1024;

/** How much of its room a link had taken, and when, in milliseconds since 1970. */
export const takenRoomSchema = z.object({ bytes: z.number(), atMs: z.number() });
export type TakenRoom = z.infer<typeof takenRoomSchema>;

/** The room of a link after so many bytes more. @throws AppError `rate_limited` where there is not enough */
export function takeRoom(taken: TakenRoom | undefined, bytes: number, nowMs: number): TakenRoom {
  const takenBytes = leftOf(taken, nowMs) + Math.max(bytes, LEAST_BYTES);
  if (takenBytes > ROOM_BYTES) throw full(nowMs, ((takenBytes - ROOM_BYTES) / ROOM_BYTES) * DAY_MS);
  return { bytes: takenBytes, atMs: nowMs };
}

/** What has not come free since. A clock that was set back would else say for how long. */
function leftOf(taken: TakenRoom | undefined, nowMs: number): number {
  if (taken === undefined || taken.atMs > nowMs) return 0;
  return Math.max(0, taken.bytes - ((nowMs - taken.atMs) / DAY_MS) * ROOM_BYTES);
}

function full(nowMs: number, waitMs: number): AppError {
  const until = new Date(nowMs + waitMs).toISOString();
  const message =
    "No more can come in by this link now: it takes 1 GB a day. Try again later, or ask whoever gave it to you for another one.";
  return new AppError("rate_limited", message, {
    ...{ action: "wait", until, linkIsFull: true },
    retryAfterMs: Math.ceil(waitMs),
  });
}
