import { beforeEach, describe, expect, it } from "vitest";
import { readAuthFile, signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import { AppError } from "@/types/errors";

const MINUTE_MS = 60_000;
const bob = { sub: "sub-bob", accountId: "ws-bob", userId: "user-bob", plan: "pro" };

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

async function twoAccounts() {
  const test = await testAuth(issuer);
  const first = await signIn(test.auth, issuer);
  const second = await signIn(test.auth, issuer, { person: bob });
  return { ...test, first, second };
}

const refuseRefresh = () => {
  issuer.intercept = (path, body) =>
    path === "/oauth/token" && body.startsWith("{")
      ? Response.json({ error: { code: "refresh_token_reused" } }, { status: 401 })
      : undefined;
};

describe("an account", () => {
  it("is renamed, and stays the same account", async () => {
    const { auth, first } = await twoAccounts();
    expect(await auth.edit(first, { name: "Home" })).toMatchObject({ id: first, name: "Home" });
    expect(await signIn(auth, issuer)).toBe(first);
    expect(await auth.account(first)).toMatchObject({ name: "Home" });
  });

  it("that is switched off is used by nobody until it is switched on", async () => {
    const { auth, first } = await twoAccounts();
    expect(await auth.edit(first, { disabled: true })).toMatchObject({ status: "disabled" });
    await expect(auth.credentials("openai-auth", first)).rejects.toMatchObject({ code: "auth_required" });
    expect(await auth.renewDue()).toMatchObject({ due: 0 });
    expect(await auth.edit(first, { disabled: false })).toMatchObject({ status: "active" });
    await auth.credentials("openai-auth", first);
  });

  it("that is switched off stays so when a renewal under way ends", async () => {
    const { auth, clock, first } = await twoAccounts();
    clock.nowMs += 57 * MINUTE_MS;
    const source = await auth.credentials("openai-auth", first);
    issuer.intercept = async (path) => {
      if (path === "/oauth/token") await auth.edit(first, { disabled: true });
      return undefined;
    };
    await source.get();
    expect(await auth.account(first)).toMatchObject({ status: "disabled", lastRefreshAt: expect.any(String) });
  });

  it("that needs a new sign-in is out of selection at once, and switching it off and on does not hide that", async () => {
    const { auth, clock, first } = await twoAccounts();
    clock.nowMs += 57 * MINUTE_MS;
    refuseRefresh();
    await (await auth.credentials("openai-auth", first)).get();
    await expect(auth.credentials("openai-auth", first)).rejects.toMatchObject({ code: "reauth_required" });
    await auth.edit(first, { disabled: true });
    expect(await auth.edit(first, { disabled: false })).toMatchObject({ status: "needs_login" });
    issuer.intercept = undefined;
    expect(await signIn(auth, issuer, { account: first })).toBe(first);
    expect(await auth.account(first)).toMatchObject({ status: "active" });
  });

  it("that is not there cannot be changed, renewed or looked at", async () => {
    const { auth } = await testAuth(issuer);
    const gone = { code: "not_found" };
    await expect(auth.edit("gone", { name: "x" })).rejects.toMatchObject(gone);
    await expect(auth.edit("gone", { mode: "api_key" })).rejects.toMatchObject(gone);
    await expect(auth.renew("gone")).rejects.toMatchObject(gone);
    await expect(auth.account("gone")).rejects.toMatchObject(gone);
  });

  it("is renewed at once when a person asks, and says when that does not work", async () => {
    const { auth, first } = await twoAccounts();
    expect(await auth.renew(first)).toMatchObject({ lastRefreshAt: expect.any(String) });
    refuseRefresh();
    await expect(auth.renew(first)).rejects.toMatchObject({ code: "reauth_required" });
    expect(await auth.account(first)).toMatchObject({ status: "needs_login" });
  });

  it("keeps its proxy's address sealed, and gives it up", async () => {
    const { auth, config, first } = await twoAccounts();
    const proxyUrl = "http://name:pass-word@127.0.0.1:3128";
    const view = await auth.edit(first, { proxyUrl });
    expect(view).toMatchObject({ hasProxy: true });
    expect(JSON.stringify([view, await readAuthFile(config)])).not.toMatch(/pass-word|3128/);
    expect(await auth.edit(first, { proxyUrl: null })).toMatchObject({ hasProxy: false });
  });
});

describe("the default account", () => {
  it("is the one a person chose", async () => {
    const { auth, first, second } = await twoAccounts();
    expect((await auth.status()).defaultAccountId).toBe(first);
    await auth.edit(second, { default: true });
    expect((await auth.credentials("openai-auth")).payer.id).toBe(second);
  });

  it("moves to one that can be used when it is switched off or disconnected", async () => {
    const { auth, first, second } = await twoAccounts();
    const third = await signIn(auth, issuer, { person: { ...bob, accountId: "ws-other" } });
    await auth.edit(second, { disabled: true });
    await auth.disconnect(first);
    expect((await auth.status()).defaultAccountId).toBe(third);
    await auth.edit(second, { disabled: false });
    await auth.edit(third, { disabled: true });
    expect((await auth.status()).defaultAccountId).toBe(second);
  });

  it("does not move when it needs a new sign-in: who pays does not change by itself", async () => {
    const { auth, clock, first } = await twoAccounts();
    clock.nowMs += 61 * MINUTE_MS;
    refuseRefresh();
    await expect((await auth.credentials("openai-auth")).get()).rejects.toMatchObject({ code: "reauth_required" });
    expect((await auth.status()).defaultAccountId).toBe(first);
    await expect(auth.credentials("openai-auth")).rejects.toMatchObject({ facts: { account: first } });
  });
});

describe("how an account fares", () => {
  it("is said in words, from what its calls met", async () => {
    const { auth, first } = await twoAccounts();
    const health = async () => (await auth.account(first)).health;
    expect(await health()).toEqual({ level: "unknown", reason: expect.stringContaining("not used") });
    const source = await auth.credentials("openai-auth", first);
    await source.settled?.();
    expect(await health()).toMatchObject({ level: "good", score: 100 });
    await source.settled?.("rate_limited");
    expect(await health()).toMatchObject({
      level: "poor",
      score: 50,
      reason: expect.stringContaining("1 of the last 2"),
    });
    for (let i = 0; i < 20; i++) await source.settled?.();
    expect(await health()).toMatchObject({ level: "good", score: 100 });
  });

  it("is not blamed for what was wrong with the call", async () => {
    const { auth, first } = await twoAccounts();
    const source = await auth.credentials("openai-auth", first);
    await source.settled?.("context_too_long");
    expect((await auth.account(first)).health?.level).toBe("unknown");
  });

  it("is learnt by a check, and an error is over with the first success", async () => {
    const { auth, first } = await twoAccounts();
    await auth.noteCheck(first, new AppError("egress_blocked", "Refused from here."));
    expect(await auth.account(first)).toMatchObject({
      status: "error",
      lastError: { code: "egress_blocked" },
      health: { level: "poor", reason: "Refused from here." },
    });
    await (await auth.credentials("openai-auth", first)).settled?.();
    expect(await auth.account(first)).toMatchObject({ status: "active", lastError: undefined });
    await auth.noteCheck(first, new AppError("rate_limited", "Slow down."));
    expect(await auth.account(first)).toMatchObject({ status: "active" });
  });

  it("is an error while its token has ended and OpenAI gives no new one", async () => {
    const { auth, clock, first } = await twoAccounts();
    clock.nowMs += 61 * MINUTE_MS;
    issuer.intercept = (path) => (path === "/oauth/token" ? new Response("", { status: 503 }) : undefined);
    await expect((await auth.credentials("openai-auth", first)).get()).rejects.toMatchObject({
      code: "upstream_unavailable",
    });
    expect(await auth.account(first)).toMatchObject({ status: "error" });
    issuer.intercept = undefined;
    clock.nowMs += MINUTE_MS;
    await (await auth.credentials("openai-auth", first)).get();
    expect(await auth.account(first)).toMatchObject({ status: "active" });
  });
});
