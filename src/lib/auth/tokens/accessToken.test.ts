import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createCodexTokenFlow } from "@/lib/auth/flows/codex/codexFlow";
import { createIdTokenVerifier } from "@/lib/auth/issuer/idToken";
import { authFile, openStore, signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { ada, createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import { MINUTE_MS, tokenBench } from "@/lib/auth/testkit/testTokens";
import { createSecretBox } from "@/lib/security/secretBox";
import { createAccessTokens } from "./accessToken";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});
const { connected, refreshes, failRefresh } = tokenBench(() => issuer);

describe("an access token", () => {
  it("is used as it is while it lives longer than five minutes", async () => {
    const { bearer } = await connected(6);
    expect(await bearer()).toBe(await bearer());
    expect(refreshes()).toEqual([]);
  });

  it("is renewed in the last five minutes, with the body that the Codex client sends", async () => {
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

it("callers share one look at the store and one turn at the lock", async () => {
  const { config, clock, id } = await connected(-1);
  const box = createSecretBox(config);
  const store = openStore(config);
  const context = async () => ({ settings: config.openaiAuth, fetch: issuer.fetch });
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
    verifier: createIdTokenVerifier({ issuer: issuer.origin, fetch: issuer.fetch, now: () => clock.nowMs }),
    flow: createCodexTokenFlow({ forSignIn: context, forAccount: context }),
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
