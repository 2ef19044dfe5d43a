import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Auth } from "@/lib/auth/auth";
import { createFileAuth } from "@/lib/auth/testkit/fileAuth";
import { REMOTE_ORIGIN, testConfig } from "@/lib/auth/testkit/testAuth";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { IdTokenFault } from "@/simulator/types";

let simulator: Simulator;
let port: number;
const clock = { nowMs: 0 };
const now = () => clock.nowMs;

beforeEach(async () => {
  clock.nowMs = Date.now();
  port = await freePort();
  simulator = await startSimulator({ port: 0, redirectUris: [`http://localhost:${port}/auth/callback`], now });
  return () => simulator.close();
});

async function openAuth(): Promise<Auth> {
  const config = await testConfig(simulator.issuer, { OPENAI_OAUTH_CALLBACK_PORTS: String(port) });
  const auth = createFileAuth({ config, now, random: () => 0 });
  onTestFinished(() => auth.close());
  return auth;
}

async function connect(auth: Auth, person: Parameters<typeof approve>[1] = "ada") {
  const { url } = await auth.start({ route: "codex", origin: REMOTE_ORIGIN });
  return auth.exchange({ url: await approve(url, person) });
}

describe("against a real OpenID provider", () => {
  it("goes from the link over the listener to a connected account", async () => {
    const auth = await openAuth();
    const { url, listener } = await auth.start({ route: "codex", origin: "http://localhost:3000" });
    expect(listener).toBe("listening");
    const forwarded = await fetch(await approve(url, "grace"), { redirect: "manual" });
    const back = new URL(forwarded.headers.get("location") ?? "");
    expect(`${back.origin}${back.pathname}`).toBe("http://localhost:3000/api/auth/openai/callback");
    const { state = "", code = "" } = Object.fromEntries(back.searchParams);
    const id = await auth.callback({ state, code });
    expect(await auth.status()).toMatchObject({
      connected: true,
      accounts: [{ id, plan: "pro", idTokenVerified: true, missing: [] }],
    });
  });

  it("tells a denial", async () => {
    const auth = await openAuth();
    const { url } = await auth.start({ route: "codex", origin: REMOTE_ORIGIN });
    const denied = auth.exchange({ url: await approve(url, "ada", "deny") });
    await expect(denied).rejects.toMatchObject({ code: "access_denied" });
    expect((await auth.status()).pending).toMatchObject([{ status: "failed", error: { code: "access_denied" } }]);
  });

  it("keeps two workspaces of one e-mail apart", async () => {
    const auth = await openAuth();
    const [home, work] = [await connect(auth, "ada"), await connect(auth, "ada-work")];
    expect(home.id).not.toBe(work.id);
    expect((await connect(auth, "ada")).id).toBe(home.id);
    expect((await auth.status()).accounts.map(({ plan }) => plan)).toEqual(["plus", "business"]);
  });

  it.each<[IdTokenFault, string | boolean]>([
    ["none", true],
    ["unknown-key", false],
    ["wrong-key", "upstream_rejected"],
    ["unsigned", "upstream_rejected"],
    ["hs256", "upstream_rejected"],
    ["wrong-audience", "upstream_rejected"],
    ["wrong-issuer", "upstream_rejected"],
    ["expired", "upstream_rejected"],
    ["absent", "upstream_rejected"],
  ])("judges an id token with the fault %s", async (fault, outcome) => {
    const auth = await openAuth();
    simulator.control.setSwitches({ idToken: fault });
    const attempt = connect(auth);
    if (typeof outcome === "boolean") {
      expect(await attempt).toMatchObject({ status: "active", idTokenVerified: outcome });
    } else {
      await expect(attempt).rejects.toMatchObject({ code: outcome });
      expect((await auth.status()).accounts).toEqual([]);
    }
  });

  it("accepts a sign-in while the issuer's keys are down, and says that it is not verified", async () => {
    const auth = await openAuth();
    simulator.control.setSwitches({ jwks: "down" });
    expect(await connect(auth)).toMatchObject({ status: "active", idTokenVerified: false });
  });
});

describe("renewing against a real OpenID provider", () => {
  /** An account whose token has four minutes left. */
  async function nearExpiry() {
    const auth = await openAuth();
    await connect(auth);
    clock.nowMs += 56 * 60_000;
    const bearer = async () => (await (await auth.credentials("openai-auth")).get()).bearer;
    return { auth, bearer };
  }

  it("rotates again and again", async () => {
    const { bearer } = await nearExpiry();
    const seen = new Set<string>();
    for (let i = 0; i < 4; i++) {
      seen.add(await bearer());
      clock.nowMs += 60 * 60_000;
    }
    expect(seen.size).toBe(4);
    expect(simulator.counters.refreshOutcomes).toEqual({ ok: 4 });
    expect(simulator.counters.refreshReasons).toEqual({ proactive_expiry: 4 });
  });

  it("goes on with the present token when the answer with the new ones is lost, and ends honestly", async () => {
    const { auth, bearer } = await nearExpiry();
    simulator.control.failNext({ path: "/oauth/token", kind: "lose-answer" });
    const present = await bearer();
    expect(await bearer()).toBe(present);
    expect((await auth.status()).accounts).toMatchObject([
      { status: "active", lastError: { code: "upstream_unavailable" } },
    ]);
    clock.nowMs += 5 * 60_000;
    await expect(bearer()).rejects.toMatchObject({ code: "reauth_required" });
    await expect(bearer()).rejects.toMatchObject({ code: "reauth_required" });
    expect(simulator.counters.refreshOutcomes).toEqual({ ok: 1, refresh_token_reused: 1 });
    clock.nowMs = Date.now();
    expect(await connect(auth)).toMatchObject({ status: "active" });
  });

  it("needs a new sign-in when the refresh token was revoked", async () => {
    const { auth, bearer } = await nearExpiry();
    simulator.control.revokeTokens();
    await bearer();
    expect((await auth.status()).accounts).toMatchObject([{ status: "needs_login" }]);
  });

  it("revokes the refresh token on disconnecting", async () => {
    const { auth } = await nearExpiry();
    await auth.disconnect();
    expect(simulator.requests.filter(({ path }) => path === "/oauth/revoke")).toMatchObject([{ status: 200 }]);
    expect((await auth.status()).connected).toBe(false);
  });
});
