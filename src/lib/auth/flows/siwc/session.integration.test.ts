import { describe, expect, it } from "vitest";
import { REMOTE_ORIGIN, readAuthFile } from "@/lib/auth/testkit/testAuth";
import { createTestBench } from "@/lib/auth/testkit/testBench";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { startSimulator } from "@/simulator/simulator";
import type { IdTokenFault } from "@/simulator/types";

const hour = 3_600_000;
const bench = createTestBench(startSimulator);
const { openAuth, start, connect, bearerOf, clientOf, posts } = bench;

describe("plan use", () => {
  it("is off without the person's consent: the identity stays, no call is made, and signing in again asks for it", async () => {
    const auth = openAuth();
    const { id, planUse, missing } = await connect(auth, { lets: false });
    expect([planUse, missing.join()]).toEqual([false, expect.stringContaining("may not use this account's plan")]);
    await expect(auth.credentials("openai-auth")).rejects.toMatchObject({ code: "plan_use_off" });
    const again = new URL((await start(auth, { account: id })).url);
    expect(again.searchParams.get("prompt")).toBe("consent");
    expect(await connect(auth, { account: id })).toMatchObject({ id, planUse: true });
    expect(await bearerOf(auth)).not.toBe("");
  });

  it("is not asked for again by an ordinary sign-in", async () => {
    const auth = openAuth();
    const { id } = await connect(auth);
    expect(new URL((await start(auth, { account: id })).url).searchParams.has("prompt")).toBe(false);
    expect(new URL((await start(auth, { account: id, consent: true })).url).searchParams.get("prompt")).toBe("consent");
  });

  it("goes on in the background only with the person's word", async () => {
    const auth = openAuth();
    const { id } = await connect(auth);
    const refusal = { code: "plan_use_off", facts: { needs: "background_consent" } };
    await expect(auth.requireBackgroundConsent(id)).rejects.toMatchObject(refusal);
    await auth.edit(id, { backgroundConsent: true });
    await expect(auth.requireBackgroundConsent()).resolves.toBeUndefined();
  });
});

describe("signing in again", () => {
  it("uses the registration of the account, with its e-mail as a hint and no token in the address", async () => {
    const auth = openAuth();
    const { id } = await connect(auth);
    const { searchParams } = new URL((await start(auth, { account: id })).url);
    expect(searchParams.get("client_id")).toBe(await clientOf());
    expect(searchParams.get("login_hint")).toBe("ada@example.com");
    expect(searchParams.has("id_token_hint")).toBe(false);
    expect(await connect(auth, { account: id })).toMatchObject({ id });
    expect((await auth.status()).accounts).toHaveLength(1);
  });

  it("refuses another person, and another registration, and leaves the account as it was", async () => {
    const auth = openAuth();
    const { id } = await connect(auth);
    const before = await bearerOf(auth);
    await expect(connect(auth, { account: id, person: "grace" })).rejects.toMatchObject({ code: "account_mismatch" });
    const back = new URL(await approve((await start(auth, { account: id })).url, "ada"));
    back.searchParams.set("client_id", "oaiapp_other");
    await expect(auth.exchange({ url: back.href })).rejects.toMatchObject({ code: "account_mismatch" });
    expect(await bearerOf(auth)).toBe(before);
  });

  it("keeps several accounts apart, also two workspaces of one e-mail and the other route", async () => {
    const auth = openAuth();
    const [home, work] = [await connect(auth), await connect(auth, { person: "ada-work" })];
    const codex = await auth.start({ route: "codex", origin: REMOTE_ORIGIN }).catch(() => undefined);
    expect(codex?.url).toContain("/oauth/authorize?");
    expect(home.id).not.toBe(work.id);
    const { accounts } = await readAuthFile(bench.config);
    expect(new Set(accounts.map(({ client_id }: { client_id: string }) => client_id)).size).toBe(2);
  });
});

describe("disconnecting", () => {
  it("revokes, clears the tokens, and keeps the registration for the next sign-in into the same row", async () => {
    const auth = openAuth();
    const { id } = await connect(auth);
    await auth.edit(id, { name: "Mine", backgroundConsent: true });
    const clientId = await clientOf();
    expect(await auth.disconnect(id)).toEqual({ disconnected: [id], unconfirmed: [] });
    expect(posts("revoke")).toMatchObject([
      { status: 200, facts: { client: clientId, tokenTypeHint: "refresh_token" } },
    ]);
    const file = await readAuthFile(bench.config);
    expect(file).toMatchObject({ accounts: [], registrations: [{ client_id: clientId, account: id }] });
    expect(await connect(openAuth())).toMatchObject({ id, name: "Mine", backgroundConsent: true });
    expect(await clientOf()).toBe(clientId);
  });

  it("finds the disconnected account by its id, and registers anew only when asked", async () => {
    const auth = openAuth();
    const { id } = await connect(auth);
    const clientId = await clientOf();
    await auth.disconnect(id);
    const clientIn = async (wish: Parameters<typeof start>[1]) =>
      new URL((await start(auth, wish)).url).searchParams.get("client_id");
    expect(await clientIn({ account: id })).toBe(clientId);
    expect(await clientIn({ another: true })).toBe("dynamic_agent_client");
    await expect(connect(auth, { person: "grace" })).rejects.toMatchObject({ code: "account_mismatch" });
    expect(await connect(auth, { person: "grace", another: true })).not.toMatchObject({ id });
  });

  it("tries twice, and says when the issuer did not confirm", async () => {
    const auth = openAuth();
    const { id } = await connect(auth);
    bench.simulator.control.failNext({ path: "/api/accounts/oauth/revoke", status: 500 });
    expect(await auth.disconnect(id)).toEqual({ disconnected: [id], unconfirmed: [] });
    await connect(auth);
    bench.simulator.control.failNext({ path: "/api/accounts/oauth/revoke", kind: "hang-up", times: 2 });
    expect(await auth.disconnect(id)).toEqual({ disconnected: [id], unconfirmed: [id] });
    expect((await auth.status()).accounts).toEqual([]);
  });
});

describe("renewing", () => {
  /** An account whose token has four minutes left. */
  async function nearExpiry() {
    const auth = openAuth();
    const { id } = await connect(auth);
    bench.clock.nowMs += 56 * 60_000;
    return { auth, id };
  }

  it("rotates again and again, once for all callers, with the resource and without a scope", async () => {
    const { auth } = await nearExpiry();
    const seen = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const [one, other] = await Promise.all([bearerOf(auth), bearerOf(auth)]);
      expect(one).toBe(other);
      seen.add(one);
      bench.clock.nowMs += hour;
    }
    expect(seen.size).toBe(3);
    expect(bench.simulator.counters.refreshOutcomes).toEqual({ ok: 3 });
    expect((await auth.status()).accounts).toMatchObject([{ planUse: true, idTokenVerified: true }]);
  });

  it("keeps what an answer leaves out", async () => {
    const { auth } = await nearExpiry();
    bench.simulator.control.setSwitches({ refreshAnswer: "access-token-only" });
    await bearerOf(auth);
    bench.clock.nowMs += hour;
    await bearerOf(auth);
    expect((await auth.status()).accounts).toMatchObject([{ planUse: true, status: "active" }]);
  });

  it("does not ask before the time that the issuer named", async () => {
    bench.simulator.control.setSwitches({ siwcEarliestRefreshSeconds: 2 * 3600 });
    const { auth } = await nearExpiry();
    await bearerOf(auth);
    bench.clock.nowMs += hour;
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "upstream_unavailable", facts: { action: "wait" } });
    expect(bench.simulator.counters.refreshOutcomes).toEqual({});
    bench.clock.nowMs += hour;
    await bearerOf(auth);
    expect(bench.simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
  });

  it.each(["expireRefreshTokens", "revokeTokens"] as const)(
    "after %s wants one sign-in, by the same registration, and keeps no dead token",
    async (end) => {
      const { auth, id } = await nearExpiry();
      const clientId = await clientOf();
      bench.simulator.control[end]();
      await bearerOf(auth);
      expect((await auth.status()).accounts).toMatchObject([{ status: "needs_login" }]);
      expect((await readAuthFile(bench.config)).accounts[0]).toMatchObject({ refresh_token: null, id_token: null });
      bench.clock.nowMs += hour;
      await expect(bearerOf(auth)).rejects.toMatchObject({ code: "reauth_required" });
      expect(posts("token").filter(({ facts }) => facts.grant === "refresh_token")).toHaveLength(1);
      expect(await connect(auth, { account: id })).toMatchObject({ id, status: "active" });
      expect(await clientOf()).toBe(clientId);
    },
  );

  it.each([
    ["invalid_client", { error: "invalid_client" }, 401],
    ["a server that is down", { detail: "down" }, 503],
  ])("keeps the credentials over %s", async (_what, body, status) => {
    const { auth } = await nearExpiry();
    bench.simulator.control.failNext({ path: "/api/accounts/oauth/token", status, body });
    await bearerOf(auth);
    expect((await auth.status()).accounts).toMatchObject([{ status: "active" }]);
    bench.clock.nowMs += hour;
    await bearerOf(auth);
    expect(bench.simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
  });

  it("keeps rotated tokens whose identity cannot be checked yet, and uses them once it can", async () => {
    const { auth } = await nearExpiry();
    const restarted = openAuth();
    bench.simulator.control.setSwitches({ jwks: "down" });
    await expect(bearerOf(restarted)).rejects.toMatchObject({ code: "upstream_unavailable" });
    await expect(bearerOf(restarted)).rejects.toMatchObject({ code: "upstream_unavailable" });
    bench.simulator.control.setSwitches({ jwks: "up" });
    await bearerOf(auth);
    expect(bench.simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
    expect((await auth.status()).accounts).toMatchObject([{ idTokenVerified: true, status: "active" }]);
  });

  it("does not use rotated tokens that were never checked, also when their session has ended", async () => {
    await nearExpiry();
    // Started anew, so that no keys are known.
    const auth = openAuth();
    bench.simulator.control.setSwitches({ jwks: "down" });
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "upstream_unavailable" });
    bench.simulator.control.revokeTokens();
    bench.clock.nowMs += 56 * 60_000;
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "reauth_required" });
    expect((await readAuthFile(bench.config)).accounts[0]).toMatchObject({ status: "needs_login", access_token: null });
  });

  it.each<IdTokenFault>(["wrong-key", "wrong-audience"])("drops rotated tokens with the fault %s", async (fault) => {
    const { auth } = await nearExpiry();
    bench.simulator.control.setSwitches({ idToken: fault });
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "reauth_required" });
    expect((await readAuthFile(bench.config)).accounts[0]).toMatchObject({ status: "needs_login", access_token: null });
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "reauth_required" });
  });
});
