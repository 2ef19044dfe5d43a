import { timingSafeEqual } from "node:crypto";
import type { AuthDocument, PendingRecord } from "./authFileSchema";

/** A sign-in waits this long for the person. */
export const PENDING_LIFETIME_MS = 10 * 60_000;
const MAX_PENDING = 10;
/** An ended sign-in is remembered a while, so that a late browser is told that it came too late. */
const MEMORY_MS = 60 * 60_000;

export function isExpired(pending: PendingRecord, nowMs: number): boolean {
  return nowMs >= Date.parse(pending.expires_at);
}

/** Sign-ins that a person may still see: waiting, or ended not long ago. */
export function presentPending(document: AuthDocument, nowMs: number): PendingRecord[] {
  return document.pending.filter((pending) => !isExpired(pending, nowMs));
}

export function hasWaiting(document: AuthDocument, nowMs: number): boolean {
  return presentPending(document, nowMs).some(({ status }) => status === "waiting" || status === "exchanging");
}

export function findPending(document: AuthDocument, state: string): PendingRecord | undefined {
  return document.pending.find((pending) => isSameText(pending.state, state));
}

/** Who gives way first when there are too many: what has ended, then the oldest that waits. */
const evictionOrder: Record<PendingRecord["status"], number> = { done: 0, failed: 0, waiting: 1, exchanging: 2 };

/** Adds one, and forgets what is long over or one too many. */
export function addPending(document: AuthDocument, added: PendingRecord, nowMs: number): void {
  const kept = document.pending.filter(({ expires_at }) => nowMs < Date.parse(expires_at) + MEMORY_MS);
  const surplus = Math.max(0, kept.length + 1 - MAX_PENDING);
  const evicted = kept.toSorted((a, b) => evictionOrder[a.status] - evictionOrder[b.status]).slice(0, surplus);
  document.pending = [...kept.filter((pending) => !evicted.includes(pending)), added];
}

function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
