import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type Auth, createAuth } from "@/lib/auth/auth";
import { REMOTE_ORIGIN, readAuthFile, testConfig } from "@/lib/auth/testAuth";
import { approve } from "@/lib/auth/testBrowser";
import { freePort } from "@/lib/auth/testPorts";
import type { Config } from "@/lib/config";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { IdTokenFault } from "@/simulator/types";

let simulator: Simulator;
let config: Config;
const clock = { nowMs: 0 };
const now = () => clock.nowMs;
const hour = 3_600_000;

beforeEach(async () => {
  clock.nowMs = Date.now();
  simulator = await startSimulator({ port: 0, now });
  config = await testConfig(simulator.issuer, { OPENAI_OAUTH_CALLBACK_PORTS: String(await freePort()) });
  return () => simulator.close();
});

function openAuth(): Auth {
  const auth = createAuth({ config, now, random: () => 0 });
  onTestFinished(() => auth.close());
  return auth;
}

const start = (auth: Auth, wish: { account?: string; another?: boolean; consent?: boolean } = {}) =>
  auth.start({ route: "siwc", origin: REMOTE_ORIGIN, ...wish });

async function connect(auth: Auth, { person = "ada", lets = true, ...wish }: ConnectWish = {}) {
  const { url } = await start(auth, wish);
  return auth.exchange({ url: await approve(url, person, "approve", lets ? { plan_use: "on" } : {}) });
}
interface ConnectWish {
  person?: string;
  lets?: boolean;
  account?: string;
  another?: boolean;
  consent?: boolean;
}

const bearerOf = async (auth: Auth) => (await (await auth.credentials("openai-auth")).get()).bearer;
const clientOf = async () => (await readAuthFile(config)).accounts[0].client_id;
const posts = (path: string) => simulator.requests.filter((request) => request.path === `/api/accounts/oauth/${path}`);

describe("connecting", () => {
  it("asks for a registration by the parameters of OpenAI's table, in their order, and for nothing else", async () => {
    const { url, redirectUri, route } = await start(openAuth());
    const { origin, pathname, searchParams } = new URL(url);
    expect(`${origin}${pathname}`).toBe(`${simulator.issuer}/api/accounts/authorize`);
    expect([...searchParams.keys()]).toEqual([
      "client_id",
      "agent_name_hint",
      "ext_agent_host_id",
      "response_type",
      "redirect_uri",
      "scope",
      "resource",
      "state",
      "nonce",
      "code_challenge_method",
      "code_challenge",
    ]);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: "dynamic_agent_client",
      agent_name_hint: "Patchbay",
      resource: "https://api.openai.com/v1",
      scope: "openid profile email offline_access resource.invoke chatgpt.tokens.use.direct",
    });
    expect(route).toBe("siwc");
    expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth\/callback$/);
    expect(searchParams.get("redirect_uri")).toBe(redirectUri);
  });

  it("goes from the link over the listener to an account that may use the plan", async () => {
    const auth = openAuth();
    const { url, listener } = await auth.start({ route: "siwc", origin: "http://localhost:3000" });
    expect(listener).toBe("listening");
    const forwarded = await fetch(await approve(url, "grace"), { redirect: "manual" });
    const back = new URL(forwarded.headers.get("location") ?? "");
    expect(back.searchParams.get("client_id")).toMatch(/^oaiapp_/);
    const { state = "", code = "", client_id: clientId } = Object.fromEntries(back.searchParams);
    const id = await auth.callback({ state, code, clientId });
    expect(await auth.callback({ state, code, clientId })).toBe(id);
    expect((await auth.status()).accounts).toMatchObject([
      {
        id,
        route: "siwc",
        status: "active",
        planUse: true,
        backgroundConsent: false,
        manageUsageUrl: "https://chatgpt.com/settings/usage",
        idTokenVerified: true,
        missing: [],
      },
    ]);
    expect((await auth.credentials("openai-auth")).route).toBe("siwc");
  });

  it("takes any port when the registered ones are busy", async () => {
    const auth = openAuth();
    const codex = await openAuth().start({ route: "codex", origin: "http://localhost:3000" });
    expect(codex.listener).toBe("listening");
    const { url, listener, redirectUri } = await auth.start({ route: "siwc", origin: "http://localhost:3000" });
    expect(listener).toBe("listening");
    expect(new URL(redirectUri).port).not.toBe(new URL(codex.redirectUri).port);
    const forwarded = await fetch(await approve(url, "ada"), { redirect: "manual" });
    expect(forwarded.headers.get("location")).toContain("/api/auth/openai/callback?code=");
  });

  it("comes back to the same port after a restart", async () => {
    const holder = openAuth();
    await holder.start({ route: "codex", origin: "http://localhost:3000" });
    const before = openAuth();
    const { url } = await before.start({ route: "siwc", origin: "http://localhost:3000" });
    await before.close();
    await openAuth().resume();
    const forwarded = await fetch(await approve(url, "ada"), { redirect: "manual" });
    expect(forwarded.headers.get("location")).toContain("/api/auth/openai/callback?code=");
  });

  it("keeps one host id, private, outside the data directory, through restarts and for all accounts", async () => {
    const path = join(config.configDir, "host-id");
    const hostIdOf = async (auth: Auth) => new URL((await start(auth)).url).searchParams.get("ext_agent_host_id");
    const first = await hostIdOf(openAuth());
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, "utf8")).trim()).toBe(first);
    config = { ...config, dataDir: join(config.dataDir, "another") };
    expect(await hostIdOf(openAuth())).toBe(first);
  });

  it("tells a denial and changes nothing", async () => {
    const auth = openAuth();
    const { url } = await start(auth);
    await expect(auth.exchange({ url: await approve(url, "ada", "deny") })).rejects.toMatchObject({
      code: "access_denied",
    });
    expect(await auth.status()).toMatchObject({ accounts: [], pending: [{ status: "failed" }] });
    expect((await readAuthFile(config)).registrations).toEqual([]);
  });

  it("asks for the whole address when only a code was pasted, and takes it then", async () => {
    const auth = openAuth();
    const { url, state } = await start(auth);
    const back = await approve(url, "ada");
    const code = new URL(back).searchParams.get("code") ?? "";
    await expect(auth.exchange({ state, code })).rejects.toMatchObject({
      code: "invalid_request",
      facts: { action: "use_paste" },
    });
    expect(await auth.exchange({ url: `${back}&unknown=1` })).toMatchObject({ status: "active" });
  });

  it.each([
    ["names no registration", (url: URL) => url.searchParams.delete("client_id"), "upstream_rejected"],
    ["names the name that asks for one", setParameter("client_id", "dynamic_agent_client"), "upstream_rejected"],
    ["names an odd one", setParameter("client_id", "oaiapp x"), "upstream_rejected"],
    ["comes from another issuer", setParameter("iss", "https://evil.test"), "upstream_rejected"],
    ["holds two codes", (url: URL) => url.searchParams.append("code", "second"), "invalid_request"],
  ])("refuses an answer that %s", async (_what, spoil, code) => {
    const auth = openAuth();
    const back = new URL(await approve((await start(auth)).url, "ada"));
    spoil(back);
    await expect(auth.exchange({ url: back.href })).rejects.toMatchObject({ code });
    expect((await auth.status()).accounts).toEqual([]);
    expect(posts("token")).toEqual([]);
  });

  it("does not end a sign-in over an answer with another state", async () => {
    const auth = openAuth();
    const back = new URL(await approve((await start(auth)).url, "ada"));
    const forged = new URL(back);
    forged.searchParams.set("state", "forged");
    await expect(auth.exchange({ url: forged.href })).rejects.toMatchObject({ code: "state_mismatch" });
    expect(await auth.exchange({ url: back.href })).toMatchObject({ status: "active" });
  });

  it.each<[IdTokenFault, string]>([
    ["wrong-key", "upstream_rejected"],
    ["unsigned", "upstream_rejected"],
    ["hs256", "upstream_rejected"],
    ["wrong-audience", "upstream_rejected"],
    ["wrong-issuer", "upstream_rejected"],
    ["expired", "upstream_rejected"],
    ["wrong-nonce", "upstream_rejected"],
    ["absent", "upstream_rejected"],
    ["unknown-key", "upstream_unavailable"],
  ])("stores nothing for an id token with the fault %s", async (fault, code) => {
    const auth = openAuth();
    simulator.control.setSwitches({ idToken: fault });
    await expect(connect(auth)).rejects.toMatchObject({ code });
    expect((await auth.status()).accounts).toEqual([]);
  });

  it("believes nobody while the issuer's keys are down, and signs in with the same registration later", async () => {
    const auth = openAuth();
    simulator.control.setSwitches({ jwks: "down" });
    await expect(connect(auth)).rejects.toMatchObject({ code: "upstream_unavailable" });
    const [registration] = (await readAuthFile(config)).registrations;
    expect(registration).toMatchObject({ sub: null, account: null });
    simulator.control.setSwitches({ jwks: "up" });
    await connect(auth);
    expect(await clientOf()).toBe(registration.client_id);
  });

  it("signs in although the keys have just been rotated", async () => {
    const auth = openAuth();
    await connect(auth);
    await simulator.control.rotateSigningKey();
    expect(await connect(auth, { person: "grace", another: true })).toMatchObject({ idTokenVerified: true });
  });

  it("does not register again after a code that was refused", async () => {
    const auth = openAuth();
    simulator.control.failNext({ path: "/api/accounts/oauth/token", status: 400, body: { error: "invalid_grant" } });
    await expect(connect(auth)).rejects.toMatchObject({ code: "flow_expired" });
    const url = new URL((await start(auth)).url);
    expect(url.searchParams.get("client_id")).toMatch(/^oaiapp_/);
    expect(url.searchParams.has("agent_name_hint")).toBe(false);
  });
});

function setParameter(name: string, value: string) {
  return (url: URL) => url.searchParams.set(name, value);
}

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
    const { accounts } = await readAuthFile(config);
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
    const file = await readAuthFile(config);
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
    simulator.control.failNext({ path: "/api/accounts/oauth/revoke", status: 500 });
    expect(await auth.disconnect(id)).toEqual({ disconnected: [id], unconfirmed: [] });
    await connect(auth);
    simulator.control.failNext({ path: "/api/accounts/oauth/revoke", kind: "hang-up", times: 2 });
    expect(await auth.disconnect(id)).toEqual({ disconnected: [id], unconfirmed: [id] });
    expect((await auth.status()).accounts).toEqual([]);
  });
});

describe("renewing", () => {
  /** An account whose token has four minutes left. */
  async function nearExpiry() {
    const auth = openAuth();
    const { id } = await connect(auth);
    clock.nowMs += 56 * 60_000;
    return { auth, id };
  }

  it("rotates again and again, once for all callers, with the resource and without a scope", async () => {
    const { auth } = await nearExpiry();
    const seen = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const [one, other] = await Promise.all([bearerOf(auth), bearerOf(auth)]);
      expect(one).toBe(other);
      seen.add(one);
      clock.nowMs += hour;
    }
    expect(seen.size).toBe(3);
    expect(simulator.counters.refreshOutcomes).toEqual({ ok: 3 });
    expect((await auth.status()).accounts).toMatchObject([{ planUse: true, idTokenVerified: true }]);
  });

  it("keeps what an answer leaves out", async () => {
    const { auth } = await nearExpiry();
    simulator.control.setSwitches({ refreshAnswer: "access-token-only" });
    await bearerOf(auth);
    clock.nowMs += hour;
    await bearerOf(auth);
    expect((await auth.status()).accounts).toMatchObject([{ planUse: true, status: "active" }]);
  });

  it("does not ask before the time that the issuer named", async () => {
    simulator.control.setSwitches({ siwcEarliestRefreshSeconds: 2 * 3600 });
    const { auth } = await nearExpiry();
    await bearerOf(auth);
    clock.nowMs += hour;
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "upstream_unavailable", facts: { action: "wait" } });
    expect(simulator.counters.refreshOutcomes).toEqual({});
    clock.nowMs += hour;
    await bearerOf(auth);
    expect(simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
  });

  it.each(["expireRefreshTokens", "revokeTokens"] as const)(
    "after %s wants one sign-in, by the same registration, and keeps no dead token",
    async (end) => {
      const { auth, id } = await nearExpiry();
      const clientId = await clientOf();
      simulator.control[end]();
      await bearerOf(auth);
      expect((await auth.status()).accounts).toMatchObject([{ status: "needs_login" }]);
      expect((await readAuthFile(config)).accounts[0]).toMatchObject({ refresh_token: null, id_token: null });
      clock.nowMs += hour;
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
    simulator.control.failNext({ path: "/api/accounts/oauth/token", status, body });
    await bearerOf(auth);
    expect((await auth.status()).accounts).toMatchObject([{ status: "active" }]);
    clock.nowMs += hour;
    await bearerOf(auth);
    expect(simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
  });

  it("keeps rotated tokens whose identity cannot be checked yet, and uses them once it can", async () => {
    const { auth } = await nearExpiry();
    const restarted = openAuth();
    simulator.control.setSwitches({ jwks: "down" });
    await expect(bearerOf(restarted)).rejects.toMatchObject({ code: "upstream_unavailable" });
    await expect(bearerOf(restarted)).rejects.toMatchObject({ code: "upstream_unavailable" });
    simulator.control.setSwitches({ jwks: "up" });
    await bearerOf(auth);
    expect(simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
    expect((await auth.status()).accounts).toMatchObject([{ idTokenVerified: true, status: "active" }]);
  });

  it("does not use rotated tokens that were never checked, also when their session has ended", async () => {
    await nearExpiry();
    // Started anew, so that no keys are known.
    const auth = openAuth();
    simulator.control.setSwitches({ jwks: "down" });
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "upstream_unavailable" });
    simulator.control.revokeTokens();
    clock.nowMs += 56 * 60_000;
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "reauth_required" });
    expect((await readAuthFile(config)).accounts[0]).toMatchObject({ status: "needs_login", access_token: null });
  });

  it.each<IdTokenFault>(["wrong-key", "wrong-audience"])("drops rotated tokens with the fault %s", async (fault) => {
    const { auth } = await nearExpiry();
    simulator.control.setSwitches({ idToken: fault });
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "reauth_required" });
    expect((await readAuthFile(config)).accounts[0]).toMatchObject({ status: "needs_login", access_token: null });
    await expect(bearerOf(auth)).rejects.toMatchObject({ code: "reauth_required" });
  });
});
