import { beforeEach, describe, expect, it } from "vitest";
import { signIn } from "@/lib/auth/testkit/testAuth";
import { ada, createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import { answer, MINUTE_MS, tokenBench } from "@/lib/auth/testkit/testTokens";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});
const { connected, refreshes, failRefresh } = tokenBench(() => issuer);

const networkError = (code: string) => () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code }) });
};

const timedOut = () => {
  throw new DOMException("The operation timed out.", "TimeoutError");
};

describe("a failed refresh", () => {
  // End of one request; requests made by one call with a valid token; status; code once the token has ended.
  it.each([
    ["refresh_token_expired", answer(401, "refresh_token_expired"), 1, "needs_login", "reauth_required"],
    ["refresh_token_reused", answer(401, "refresh_token_reused"), 1, "needs_login", "reauth_required"],
    ["refresh_token_invalidated", answer(400, "REFRESH_TOKEN_INVALIDATED"), 1, "needs_login", "reauth_required"],
    [
      "invalid_grant",
      () => Response.json({ error: "invalid_grant" }, { status: 400 }),
      1,
      "needs_login",
      "reauth_required",
    ],
    ["any 401", () => new Response("", { status: 401 }), 1, "needs_login", "reauth_required"],
    ["another 400", answer(400, "invalid_request"), 1, "active", "upstream_unavailable"],
    ["403", () => new Response("<html>", { status: 403 }), 1, "active", "egress_blocked"],
    ["429 without a time", answer(429, "slow_down"), 1, "active", "upstream_unavailable"],
    ["429 with a time", answer(429, "slow_down", { "retry-after": "0" }), 3, "active", "upstream_unavailable"],
    ["429 with a long time", answer(429, "slow_down", { "retry-after": "3600" }), 1, "active", "upstream_unavailable"],
    ["503 with a time", answer(503, "busy", { "retry-after": "0" }), 3, "active", "upstream_unavailable"],
    ["503 without a time", answer(503, "busy"), 1, "active", "upstream_unavailable"],
    ["500", answer(500, "oops"), 1, "active", "upstream_unavailable"],
    ["502", answer(502, "oops"), 1, "active", "upstream_unavailable"],
    ["504", answer(504, "oops"), 1, "active", "upstream_unavailable"],
    ["an unreadable success", () => new Response("ok"), 1, "active", "upstream_unavailable"],
    ["a refused connection", networkError("ECONNREFUSED"), 3, "active", "upstream_unavailable"],
    ["an unknown host", networkError("ENOTFOUND"), 3, "active", "upstream_unavailable"],
    ["a wrong certificate", networkError("CERT_HAS_EXPIRED"), 3, "active", "upstream_unavailable"],
    ["a host that cannot be reached", networkError("EHOSTUNREACH"), 3, "active", "upstream_unavailable"],
    ["a connection that takes too long", networkError("UND_ERR_CONNECT_TIMEOUT"), 3, "active", "upstream_unavailable"],
    ["a proxy that refuses", networkError("UND_ERR_ABORTED"), 3, "active", "upstream_unavailable"],
    ["404", answer(404, "not_found"), 1, "active", "upstream_unavailable"],
    ["a challenge page", () => new Response("<!doctype html>", { status: 503 }), 1, "active", "egress_blocked"],
    ["another 5xx", answer(520, "unknown"), 1, "active", "upstream_unavailable"],
    ["a broken pipe", networkError("EPIPE"), 1, "active", "upstream_unavailable"],
    ["a socket closed after sending", networkError("UND_ERR_SOCKET"), 1, "active", "upstream_unavailable"],
    ["an answer that never comes", timedOut, 1, "active", "upstream_unavailable"],
    ["an answer without an access token", () => Response.json({}), 1, "active", "upstream_unavailable"],
    ["a reset", networkError("ECONNRESET"), 1, "active", "upstream_unavailable"],
  ] as const)("by %s keeps the present token until it ends", async (_, end, requests, status, code) => {
    const { bearer, account, clock } = await connected(60);
    const before = await bearer();
    clock.nowMs += 56 * MINUTE_MS;
    failRefresh(...Array(20).fill(end));
    expect(await bearer()).toBe(before);
    expect(refreshes()).toHaveLength(requests);
    expect(await account()).toMatchObject({ status, lastError: { code } });
    clock.nowMs += 5 * MINUTE_MS;
    await expect(bearer()).rejects.toMatchObject({ code });
    if (status === "needs_login") expect(refreshes()).toHaveLength(requests);
  });

  it("that is ambiguous is followed by one later attempt while the token lives, then by rest", async () => {
    const { bearer, clock } = await connected(4.5);
    failRefresh(...Array(20).fill(answer(502, "oops")));
    for (let i = 0; i < 5; i++) await bearer();
    expect(refreshes()).toHaveLength(1);
    clock.nowMs += MINUTE_MS;
    for (let i = 0; i < 5; i++) await bearer();
    expect(refreshes()).toHaveLength(2);
    clock.nowMs += 2 * MINUTE_MS;
    await bearer();
    expect(refreshes()).toHaveLength(2);
  });

  it("is forgotten by the first success", async () => {
    const { bearer, account, clock } = await connected(4);
    failRefresh(answer(502, "oops"));
    await bearer();
    clock.nowMs += MINUTE_MS;
    await bearer();
    expect(await account()).toMatchObject({ status: "active", lastError: undefined });
    expect(refreshes()).toHaveLength(2);
  });

  it("is not met again by another process within its pause", async () => {
    const { bearer, restart } = await connected(-1);
    failRefresh(...Array(20).fill(answer(500, "oops")));
    await expect(bearer()).rejects.toMatchObject({ code: "upstream_unavailable", facts: { retryAfterMs: MINUTE_MS } });
    await expect(bearer(restart())).rejects.toMatchObject({ code: "upstream_unavailable" });
    expect(refreshes()).toHaveLength(1);
  });

  it("of one account does not touch another", async () => {
    const { auth, clock, bearer } = await connected(60);
    const other = await signIn(auth, issuer, { person: { sub: "sub-bob", accountId: "ws-bob" } });
    clock.nowMs += 61 * MINUTE_MS;
    failRefresh(answer(401, "refresh_token_reused"));
    await expect(bearer()).rejects.toMatchObject({ code: "reauth_required" });
    expect((await (await auth.credentials("openai-auth", other)).get()).accountId).toBe("ws-bob");
  });

  it("is over when the person signs in again, into the same row", async () => {
    const { auth, bearer, id, account } = await connected(-1);
    failRefresh(answer(401, "refresh_token_reused"));
    await expect(bearer()).rejects.toMatchObject({ code: "reauth_required" });
    expect(await signIn(auth, issuer, { account: id })).toBe(id);
    expect(await account()).toMatchObject({ status: "active", lastError: undefined });
    expect(await bearer()).toEqual(expect.any(String));
  });

  it("is harmless when a sign-in replaced the tokens meanwhile", async () => {
    const { auth, bearer, id, account } = await connected(-1);
    issuer.intercept = async (path, body) => {
      if (path !== "/oauth/token" || !body.startsWith("{")) return undefined;
      issuer.intercept = undefined;
      await signIn(auth, issuer, { account: id });
      return answer(401, "refresh_token_reused")();
    };
    expect(await bearer()).toEqual(expect.any(String));
    expect(await account()).toMatchObject({ status: "active", lastError: undefined });
  });
});

it("a refresh that ends after a new sign-in leaves the new tokens alone", async () => {
  const { auth, bearer, id } = await connected(-1);
  issuer.intercept = async (path, body) => {
    if (path !== "/oauth/token" || !body.startsWith("{")) return undefined;
    issuer.intercept = undefined;
    await signIn(auth, issuer, { account: id });
    return Response.json({ access_token: await issuer.signIdToken(ada), refresh_token: "rt_late" });
  };
  await bearer();
  await auth.disconnect();
  expect(issuer.revoked).toEqual([issuer.refreshTokens.at(-1)]);
});
