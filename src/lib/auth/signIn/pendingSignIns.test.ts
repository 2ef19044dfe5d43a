import { expect, it } from "vitest";
import { emptyAuthDocument, type PendingRecord, pendingRecordSchema } from "@/lib/auth/store/authFileSchema";
import { addPending, findPending, hasWaiting, presentPending } from "./pendingSignIns";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const MINUTE_MS = 60_000;

function pending(state: string, status: PendingRecord["status"] = "waiting", expiresInMs = 10 * MINUTE_MS) {
  return pendingRecordSchema.parse({
    attempt_id: state,
    state,
    redirect_uri: "http://localhost:1455/auth/callback",
    return_origin: "http://localhost:3000",
    route: "codex",
    method: "browser",
    account: null,
    name: null,
    status,
    created_at: new Date(NOW).toISOString(),
    expires_at: new Date(NOW + expiresInMs).toISOString(),
  });
}

function documentWith(...rows: PendingRecord[]) {
  return { ...emptyAuthDocument(), pending: rows };
}

it("finds a sign-in by its whole state only", () => {
  const document = documentWith(pending("state-1"), pending("state-2"));
  expect(findPending(document, "state-2")?.state).toBe("state-2");
  for (const state of ["", "state", "state-", "state-3", "STATE-1"]) {
    expect(findPending(document, state)).toBeUndefined();
  }
});

it("makes room for an eleventh: ended ones go first, then the oldest that waits, never one that is being finished", () => {
  const busy = Array.from({ length: 8 }, (_, i) => pending(`busy-${i}`, "exchanging"));
  const document = documentWith(...busy, pending("waiting"), pending("failed", "failed"));
  addPending(document, pending("first"), NOW);
  expect(findPending(document, "failed")).toBeUndefined();
  addPending(document, pending("second"), NOW);
  expect(document.pending.map(({ state }) => state)).toEqual([...busy.map(({ state }) => state), "first", "second"]);
});

it("remembers an expired sign-in for an hour, but shows it no more", () => {
  const document = documentWith(pending("old", "waiting", -1), pending("older", "waiting", -61 * MINUTE_MS));
  expect(presentPending(document, NOW)).toEqual([]);
  expect(hasWaiting(document, NOW)).toBe(false);
  addPending(document, pending("new"), NOW);
  expect(document.pending.map(({ state }) => state)).toEqual(["old", "new"]);
  expect(hasWaiting(document, NOW)).toBe(true);
});

it("keeps a device code and a first browser tab however often another way of the attempt begins anew", () => {
  const way = (state: string, change: Partial<PendingRecord> = {}) => ({
    ...pending(state),
    attempt_id: "attempt",
    ...change,
  });
  const document = documentWith(way("typed", { method: "device" }), way("shared", { route: "siwc" }));
  for (let reopened = 0; reopened < 10; reopened++) addPending(document, way(`codex-${reopened}`), NOW);
  expect(document.pending.map(({ state }) => state)).toEqual(["typed", "shared", "codex-7", "codex-8", "codex-9"]);
});
