import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createSecretBox } from "@/lib/security/secretBox";
import { createAccessTokens } from "./accessToken";
import { createOpenaiAuthStore } from "./openaiAuthStore";
import { authFile, readAuthFile, signIn, testAuth } from "./testAuth";
import { ada, createTestIssuer, type TestIssuer } from "./testIssuer";
import { createOpenaiTokenFlow } from "./tokenFlow";

const MINUTE_MS = 60_000;

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

/** A signed-in account whose access token of one hour has `minutesLeft`. */
async function connected(minutesLeft = 60) {
  const test = await testAuth(issuer);
  const id = await signIn(test.auth, issuer);
  test.clock.nowMs += (60 - minutesLeft) * MINUTE_MS;
  const bearer = async (auth = test.auth) => (await (await auth.credentials("openai-auth", id)).get()).bearer;
  const account = async () => (await test.auth.status()).accounts[0];
  return { ...test, id, bearer, account };
}

const refreshes = () => issuer.tokenBodies.filter((body) => body.startsWith("{")).map((body) => JSON.parse(body));

/** The next refreshes end like this instead. */
function failRefresh(...ends: (() => Response)[]) {
  issuer.intercept = (path, body) => (path === "/oauth/token" && body.startsWith("{") ? ends.shift()?.() : undefined);
}

const networkError = (code: string) => () => {
  throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code }) });
};
const answer = (status: number, code: string, headers: Record<string, string> = {}) => {
  return () => Response.json({ error: { code } }, { status, headers });
};

const timedOut = () => {
  throw new DOMException("The operation timed out.", "TimeoutError");
};

describe("an access token", () => {
  it("is used as it is while it lives longer than five minutes", async () => {
    const { bearer } = await connected(6);
    expect(await bearer()).toBe(await bearer());
    expect(refreshes()).toEqual([]);
  });

  it("is renewed in the last five minutes, with the body of the protocol note", async () => {
    const { bearer, account } = await connected(4);
    const [first] = issuer.refreshTokens;
    const renewed = await bearer();
    expect(issuer.tokenBodies.at(-1)).toBe(
      JSON.stringify({
        client_id: "app_EMoamEEZ73f0CkXaXp7hrann",
        grant_type: "refresh_token",
        refresh_reason: "proactive_expiry",
        refresh_token: first,
      }),
    );
    expect(await bearer()).toBe(renewed);
    expect(refreshes()).toHaveLength(1);
    expect(await account()).toMatchObject({ status: "active", lastRefreshAt: expect.any(String) });
  });

  it("is renewed once for all callers, also of another instance on the same files", async () => {
    const { bearer, restart } = await connected(-1);
    const other = restart();
    const tokens = await Promise.all([...Array.from({ length: 25 }, () => bearer()), bearer(other), bearer(other)]);
    expect(new Set(tokens).size).toBe(1);
    expect(refreshes()).toHaveLength(1);
  });

  it("keeps the refresh token and id token when the answer has none", async () => {
    const { bearer, clock } = await connected(4);
    const lean = await issuer.signIdToken(ada, { claims: { exp: Math.floor(clock.nowMs / 1000) + 3600, jti: "lean" } });
    failRefresh(() => Response.json({ access_token: lean }));
    expect(await bearer()).toBe(lean);
    clock.nowMs += 58 * MINUTE_MS;
    failRefresh();
    await bearer();
    expect(refreshes().map(({ refresh_token }) => refresh_token)).toEqual([
      issuer.refreshTokens[0],
      issuer.refreshTokens[0],
    ]);
  });

  it("that lives shorter than the margin is used for half its life, not renewed on every call", async () => {
    const { bearer, clock } = await connected(4);
    issuer.accessTokenLifetime = 120;
    await bearer();
    clock.nowMs += 50_000;
    await bearer();
    expect(refreshes()).toHaveLength(1);
    clock.nowMs += 20_000;
    await bearer();
    expect(refreshes()).toHaveLength(2);
  });

  it("without an end is used until it is eight days old", async () => {
    const { auth, clock } = await testAuth(issuer);
    issuer.accessTokenLifetime = 1e12;
    const id = await signIn(auth, issuer);
    expect((await auth.status()).accounts[0]?.expiresAt).toBeUndefined();
    const bearer = async () => (await (await auth.credentials("openai-auth", id)).get()).bearer;
    clock.nowMs += 7 * 24 * 60 * MINUTE_MS;
    await bearer();
    expect(refreshes()).toEqual([]);
    clock.nowMs += 2 * 24 * 60 * MINUTE_MS;
    await bearer();
    expect(refreshes()).toMatchObject([{ refresh_reason: "scheduled" }]);
  });

  it.each([
    ["no", {}],
    ["an absurd", { expires_in: 1e18 }],
    ["a negative", { expires_in: -1 }],
    ["a wordy", { expires_in: "soon" }],
  ])("ends when it says itself, whatever %s expires_in beside it tells", async (_, extra) => {
    const { bearer, clock } = await connected(4);
    const exp = Math.floor(clock.nowMs / 1000) + 3600;
    const lean = await issuer.signIdToken(ada, { claims: { exp, jti: "lean" } });
    failRefresh(() => Response.json({ access_token: lean, ...extra }));
    expect(await bearer()).toBe(lean);
    clock.nowMs += 54 * MINUTE_MS;
    expect(await bearer()).toBe(lean);
    clock.nowMs += 2 * MINUTE_MS;
    expect(await bearer()).not.toBe(lean);
  });

  it.each([
    ["names no end", undefined],
    ["names an end that nobody believes", 1e15],
    ["names an end before 1970", -1],
  ])("that %s is used until it is refused", async (_, exp) => {
    const { bearer, clock, account } = await connected(4);
    const lean = await issuer.signIdToken(ada, { claims: { exp, iat: undefined, jti: "lean" } });
    failRefresh(() => Response.json({ access_token: lean }));
    expect(await bearer()).toBe(lean);
    clock.nowMs += 24 * 60 * MINUTE_MS;
    expect(await bearer()).toBe(lean);
    expect((await account())?.expiresAt).toBeUndefined();
  });

  it("of somebody else is refused when it comes back from a refresh", async () => {
    const { bearer, account, clock } = await connected(60);
    const before = await bearer();
    clock.nowMs += 56 * MINUTE_MS;
    const eve = await issuer.signIdToken({ sub: "sub-eve" });
    failRefresh(() => Response.json({ access_token: eve, id_token: eve, refresh_token: "rt_eve" }));
    expect(await bearer()).toBe(before);
    expect(await account()).toMatchObject({ status: "needs_login", lastError: { code: "reauth_required" } });
  });

  it("that was rotated but could not be written is kept and written later, not asked for again", async () => {
    const { bearer, config } = await connected(-1);
    const file = authFile(config);
    const content = await readFile(file, "utf8");
    issuer.intercept = async (path) => {
      // From here on the file cannot be replaced: a directory stands in its place.
      if (path !== "/oauth/token") return undefined;
      await rm(file);
      await mkdir(join(file, "in-the-way"), { recursive: true });
      return undefined;
    };
    await expect(bearer()).rejects.toMatchObject({ code: "storage_failed" });
    await rm(file, { recursive: true });
    await writeFile(file, content);
    expect(await bearer()).toEqual(expect.any(String));
    expect(refreshes()).toHaveLength(1);
  });

  it("that seems to have ended when it arrives is trusted for its lifetime: the clocks differ", async () => {
    const { bearer, clock } = await connected(-1);
    issuer.now = () => clock.nowMs - 120 * MINUTE_MS;
    await bearer();
    await bearer();
    expect(refreshes()).toHaveLength(1);
    clock.nowMs += 56 * MINUTE_MS;
    await bearer();
    expect(refreshes()).toHaveLength(2);
  });
});

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

it("callers share one look at the store and one turn at the lock", async () => {
  const { config, clock, id } = await connected(-1);
  const box = createSecretBox(config);
  const store = createOpenaiAuthStore(config.dataDir, box);
  let [reads, turns] = [0, 0];
  const tokens = createAccessTokens({
    store: {
      ...store,
      read: () => {
        reads += 1;
        return store.read();
      },
    },
    box,
    verifier: { verify: async () => "verified" },
    flow: createOpenaiTokenFlow({
      contextFor: async () => ({ settings: config.openaiAuth, fetch: issuer.fetch }),
      now: () => clock.nowMs,
    }),
    refreshLock: () => ({
      run: (work) => {
        turns += 1;
        return work();
      },
    }),
    now: () => clock.nowMs,
    jitterMs: 0,
  });
  const found = await Promise.all(Array.from({ length: 25 }, () => tokens.get(id)));
  expect(new Set(found.map(({ value }) => value)).size).toBe(1);
  expect({ reads, turns, refreshes: refreshes().length }).toEqual({ reads: 2, turns: 1, refreshes: 1 });
});

describe("disconnecting", () => {
  it("revokes upstream, forgets the tokens and stays so", async () => {
    const { auth, config, id, bearer, restart } = await connected();
    expect((await auth.disconnect(id)).disconnected).toEqual([id]);
    expect(issuer.revoked).toEqual(issuer.refreshTokens);
    expect((await readAuthFile(config)).accounts).toEqual([]);
    expect(await restart().status()).toMatchObject({ connected: false, accounts: [], defaultAccountId: null });
    await expect(bearer()).rejects.toMatchObject({ code: "auth_required" });
    expect((await auth.disconnect(id)).disconnected).toEqual([]);
  });

  it("works when the issuer does not answer", async () => {
    const { auth, id } = await connected();
    issuer.intercept = () => new Response("", { status: 500 });
    expect((await auth.disconnect()).disconnected).toEqual([id]);
    expect((await auth.status()).connected).toBe(false);
  });

  it("is not undone by a refresh in flight, whose new token is revoked too", async () => {
    const { auth, bearer } = await connected(-1);
    issuer.intercept = async (path, body) => {
      if (path === "/oauth/token" && body.startsWith("{")) await auth.disconnect();
      return undefined;
    };
    await expect(bearer()).rejects.toMatchObject({ code: "auth_required" });
    expect((await auth.status()).accounts).toEqual([]);
    expect(issuer.revoked).toEqual(issuer.refreshTokens);
  });

  it("is not undone by a call that began before", async () => {
    const { auth, id } = await connected(-1);
    const source = await auth.credentials("openai-auth", id);
    await auth.disconnect();
    await expect(source.get()).rejects.toMatchObject({ code: "auth_required" });
    expect(refreshes()).toEqual([]);
  });

  it("makes the next account the default", async () => {
    const { auth, id } = await connected();
    const other = await signIn(auth, issuer, { person: { sub: "sub-bob", accountId: "ws-bob" } });
    await auth.disconnect(id);
    expect((await auth.status()).defaultAccountId).toBe(other);
  });
});
