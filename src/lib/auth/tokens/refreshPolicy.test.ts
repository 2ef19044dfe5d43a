import { describe, expect, it } from "vitest";
import type { AccountRecord } from "@/lib/auth/store/authFileSchema";
import { accountRow } from "@/lib/auth/testkit/testRow";
import { isUsable, mayRefresh, noteRefreshFailure, refreshReason } from "./refreshPolicy";

const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);
const iso = (time: string) => `2026-11-21T${time}.000Z`;

describe("an access token", () => {
  it("is used until its end, and not at it", () => {
    expect(isUsable(accountRow(), at("12:59:59.999"))).toBe(true);
    expect(isUsable(accountRow(), at("13:00:00"))).toBe(false);
    expect(isUsable(accountRow({ expires_at: null }), at("23:00:00"))).toBe(true);
    expect(isUsable(accountRow({ access_token: null }), at("12:00:00"))).toBe(false);
  });

  it("is renewed five minutes before its end, and earlier by what is added to take turns", () => {
    expect(refreshReason(accountRow(), at("12:54:59.999"), 0)).toBeUndefined();
    expect(refreshReason(accountRow(), at("12:55:00"), 0)).toBe("proactive_expiry");
    expect(refreshReason(accountRow(), at("12:54:30"), 30_000)).toBe("proactive_expiry");
    expect(refreshReason(accountRow(), at("12:54:29.999"), 30_000)).toBeUndefined();
  });

  it("that was refreshed and lives short is used for half its life", () => {
    const short = accountRow({ last_refresh_at: iso("12:56:00") });
    expect(refreshReason(short, at("12:57:59.999"), 0)).toBeUndefined();
    expect(refreshReason(short, at("12:58:00"), 0)).toBe("proactive_expiry");
    const long = accountRow({ last_refresh_at: iso("12:00:00") });
    expect(refreshReason(long, at("12:54:59.999"), 0)).toBeUndefined();
    expect(refreshReason(long, at("12:55:00"), 0)).toBe("proactive_expiry");
  });

  it("without an end is renewed when it is older than eight days, counted from its arrival", () => {
    const endless = accountRow({ expires_at: null });
    const days = (count: number, from: string) => at(from) + count * 86_400_000;
    expect(refreshReason(endless, days(8, "12:00:00"), 0)).toBeUndefined();
    expect(refreshReason(endless, days(8, "12:00:00") + 1, 0)).toBe("scheduled");
    const refreshed = accountRow({ expires_at: null, last_refresh_at: iso("18:00:00") });
    expect(refreshReason(refreshed, days(8, "12:00:00") + 1, 0)).toBeUndefined();
    expect(refreshReason(refreshed, days(8, "18:00:00") + 1, 0)).toBe("scheduled");
  });
});

describe("a refresh token", () => {
  const health = (more: Partial<NonNullable<AccountRecord["health"]>>) =>
    accountRow({
      health: { generation: 1, permanence: "transient", failures: 1, retry_at: iso("12:10:00"), ...more },
    });
  const may = (row: AccountRecord, time = "12:10:00", isTokenUsable = true) => mayRefresh(row, at(time), isTokenUsable);

  it("may be sent while nothing speaks against it", () => {
    expect(may(accountRow())).toBe(true);
    expect(may(accountRow({ refresh_token: null }))).toBe(false);
  });

  it("rests until the time that the issuer asked for", () => {
    const row = accountRow({ earliest_refresh_at: iso("12:10:00") });
    expect([may(row, "12:09:59.999"), may(row, "12:10:00")]).toEqual([false, true]);
  });

  it("rests after a failure until it may be tried again, and for good after a permanent one", () => {
    expect([may(health({}), "12:09:59.999"), may(health({}))]).toEqual([false, true]);
    expect(may(health({ permanence: "permanent" }), "23:00:00")).toBe(false);
    expect(may(health({ failures: 7 }))).toBe(true);
  });

  it("is not held up by failures of tokens that it has replaced", () => {
    expect(may(health({ generation: 2, permanence: "permanent" }))).toBe(true);
  });

  it("is tried twice where nobody knows what became of it, and again once nothing is at stake", () => {
    expect(may(health({ permanence: "ambiguous", failures: 1 }))).toBe(true);
    expect(may(health({ permanence: "ambiguous", failures: 2 }))).toBe(false);
    expect(may(health({ permanence: "ambiguous", failures: 3 }))).toBe(false);
    expect(may(health({ permanence: "ambiguous", failures: 2 }), "12:10:00", false)).toBe(true);
  });
});

describe("a failed refresh", () => {
  const nowMs = at("12:30:00");
  const fail = (row: AccountRecord, failure: object) => {
    noteRefreshFailure(row, { code: "x", isPage: false, ...failure }, nowMs);
    return row;
  };

  it("that is permanent asks for a new sign-in", () => {
    const row = fail(accountRow(), { code: "invalid_grant", status: 400 });
    expect(row).toMatchObject({
      status: "needs_login",
      refresh_token: "sealed refresh",
      id_token: "sealed id",
      health: { generation: 1, permanence: "permanent", failures: 1, retry_at: iso("12:30:00") },
      last_error: {
        code: "reauth_required",
        message: "OpenAI has ended the sign-in of “Work” (invalid_grant). Sign in again.",
        at: iso("12:30:00"),
      },
    });
  });

  it("that is permanent takes the spent token of a shared plan away, and leaves the access token to its end", () => {
    const row = fail(accountRow({ route: "siwc" }), { code: "invalid_grant", words: "gone" });
    expect(row).toMatchObject({ access_token: "sealed access", refresh_token: null, id_token: null });
    expect(row.last_error?.message).toContain("(gone)");
    const kept = fail(accountRow({ route: "siwc" }), { code: "invalid_client" });
    expect(kept).toMatchObject({ refresh_token: "sealed refresh", id_token: "sealed id" });
  });

  it.each([
    [{ code: "econnrefused" }, "transient", "12:30:05"],
    [{ code: "x", status: 502 }, "ambiguous", "12:31:00"],
    [{ code: "x", status: 429, retryAfterMs: 90_000 }, "transient", "12:31:30"],
  ])("%j is %s and tried again at %s", (failure, permanence, retryAt) => {
    const row = fail(accountRow(), failure);
    expect(row).toMatchObject({
      status: "active",
      refresh_token: "sealed refresh",
      health: { permanence, retry_at: iso(retryAt) },
      last_error: {
        code: "upstream_unavailable",
        message: `The sign-in of “Work” could not be renewed because OpenAI's sign-in server did not give new tokens (${failure.code}). Patchbay will try again.`,
      },
    });
  });

  it.each([[{ status: 403 }], [{ status: 503, isPage: true }]])("%j is the network's fault", (failure) => {
    expect(fail(accountRow(), failure).last_error).toMatchObject({
      code: "egress_blocked",
      message: expect.stringMatching(/^OpenAI's sign-in server refuses requests .* “Work” could not be renewed/),
    });
  });

  it("counts with the failures of the same tokens only", () => {
    const row = accountRow();
    fail(row, {});
    expect(fail(row, {}).health?.failures).toBe(2);
    row.generation = 2;
    expect(fail(row, {}).health).toMatchObject({ generation: 2, failures: 1 });
  });

  it("is an error of the account once its token has ended, and leaves one that is switched off as it is", () => {
    expect(fail(accountRow({ expires_at: iso("12:30:00") }), {}).status).toBe("error");
    for (const failure of [{ code: "invalid_grant" }, {}]) {
      const off = accountRow({ status: "disabled", expires_at: iso("12:00:00") });
      expect(fail(off, failure).status).toBe("disabled");
    }
  });
});
