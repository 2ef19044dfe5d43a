import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Auth } from "@/lib/auth/auth";
import { createFileAuth } from "@/lib/auth/testkit/fileAuth";
import { testConfig } from "@/lib/auth/testkit/testAuth";
import { approve } from "@/lib/auth/testkit/testBrowser";
import type { Config } from "@/lib/config";
import { createProviders } from "@/lib/llm/providers";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { IdTokenFault } from "@/simulator/types";

const origin = "http://localhost:3000";
const hour = 3_600_000;
const clock = { nowMs: 0 };
const now = () => clock.nowMs;
let simulator: Simulator;
let config: Config;

beforeEach(async () => {
  clock.nowMs = Date.now();
  simulator = await startSimulator({ port: 0, now, latency: { firstTokenMs: 0, tokenMs: 0 } });
  config = await testConfig(simulator.issuer, simulator.env);
  return () => simulator.close();
});

function openAuth(change: Partial<Config> = {}): Auth {
  const auth = createFileAuth({ config: { ...config, ...change }, now, random: () => 0 });
  onTestFinished(() => auth.close());
  return auth;
}

interface Wish {
  person?: string;
  account?: string;
  more?: Record<string, string>;
}

/** What Google sends the browser back with. */
async function answerTo(url: string, person = "ada", decision: "approve" | "deny" = "approve", more = {}) {
  const back = new URL(await approve(url, person, decision, more));
  expect(`${back.origin}${back.pathname}`).toBe(`${origin}/api/auth/google/callback`);
  const { state = "", code = "", error } = Object.fromEntries(back.searchParams);
  return error === undefined ? { state, code } : { state, error };
}

async function connect(auth: Auth, { person, account, more }: Wish = {}): Promise<string> {
  const { url } = await auth.google.start({ origin, account });
  return auth.google.callback(await answerTo(url, person, "approve", more));
}

const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams);
const readFileOf = async () => JSON.parse(await readFile(join(config.dataDir, "google-auth.json"), "utf8"));
const refreshes = () => simulator.requests.filter(({ facts }) => facts.grant === "refresh_token");

describe("connecting a Google account", () => {
  it("asks for offline access with PKCE, state, nonce and the scopes that were granted before", async () => {
    const started = await openAuth().google.start({ origin });
    expect(queryOf(started.url)).toMatchObject({
      response_type: "code",
      client_id: "simulated.apps.googleusercontent.com",
      redirect_uri: `${origin}/api/auth/google/callback`,
      scope: "openid email https://www.googleapis.com/auth/cloud-platform",
      state: started.state,
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
      access_type: "offline",
      include_granted_scopes: "true",
      prompt: "consent",
    });
    expect(started.route).toBe("google");
  });

  it("goes from the link to an account that answers on Gemini by its own token", async () => {
    const auth = openAuth({ googleAuth: { ...config.googleAuth, userProject: "project-7" } });
    const id = await connect(auth);
    expect(await auth.google.status()).toMatchObject({
      connected: true,
      configured: true,
      defaultAccountId: id,
      accounts: [{ id, name: "Google", route: "google", status: "active", email: "a••@example.com", missing: [] }],
      pending: [{ status: "done", accountId: id }],
    });
    const source = await auth.credentials("google", id);
    expect(source.payer).toEqual({ kind: "account", id, provider: "google", name: "Google" });
    const { google } = createProviders(config);
    expect((await google.listModels(source, AbortSignal.timeout(5000))).models.length).toBeGreaterThan(0);
    expect(simulator.requests.at(-1)?.facts).toMatchObject({ person: "ada", userProject: "project-7" });
  });

  it("keeps no secret in the clear", async () => {
    const auth = openAuth();
    await connect(auth);
    const { bearer } = await (await auth.credentials("google")).get();
    const text = JSON.stringify(await readFileOf());
    expect(bearer).toMatch(/^ya29\./);
    expect(text).not.toContain("ya29.");
    expect(text).not.toContain("1//");
  });

  it("gives the same account however often the callback is loaded, with one exchange", async () => {
    const auth = openAuth();
    const { url } = await auth.google.start({ origin });
    const answer = await answerTo(url);
    const ids = await Promise.all([auth.google.callback(answer), openAuth().google.callback(answer)]);
    expect(new Set(ids).size).toBe(1);
    expect(simulator.counters.tokenRequests).toEqual({ authorization_code: 1 });
  });

  it("keeps two people apart, and finds each again", async () => {
    const auth = openAuth();
    const [ada, grace] = [await connect(auth, { person: "ada" }), await connect(auth, { person: "grace" })];
    expect(ada).not.toBe(grace);
    expect(await connect(auth, { person: "ada" })).toBe(ada);
    expect((await auth.google.status()).accounts.map(({ name }) => name)).toEqual(["Google", "Google 2"]);
  });

  it("signs an account in again without another consent, and keeps its refresh token", async () => {
    const auth = openAuth();
    const id = await connect(auth);
    const { url } = await auth.google.start({ origin, account: id });
    expect(queryOf(url)).toMatchObject({ login_hint: "ada@example.com" });
    expect(queryOf(url)).not.toHaveProperty("prompt");
    expect(await auth.google.callback(await answerTo(url))).toBe(id);
    clock.nowMs += 2 * hour;
    await (await auth.credentials("google", id)).get();
    expect(simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
  });

  it("refuses another person for an account that is signed in again", async () => {
    const auth = openAuth();
    const id = await connect(auth);
    await expect(connect(auth, { account: id, person: "grace" })).rejects.toMatchObject({ code: "account_mismatch" });
    expect((await auth.google.status()).accounts).toMatchObject([{ id, email: "a••@example.com" }]);
  });

  it("says when the person let Patchbay see who they are but not use Gemini", async () => {
    const auth = openAuth();
    await connect(auth, { more: { scopes: "identity" } });
    const [account] = (await auth.google.status()).accounts;
    expect(account?.missing).toEqual([expect.stringContaining("may not use Gemini")]);
  });

  it("tells a denial", async () => {
    const auth = openAuth();
    const { url } = await auth.google.start({ origin });
    const denied = auth.google.callback(await answerTo(url, "ada", "deny"));
    await expect(denied).rejects.toMatchObject({ code: "access_denied", message: expect.stringContaining("Google") });
    expect((await auth.google.status()).pending).toMatchObject([
      { status: "failed", error: { code: "access_denied" } },
    ]);
  });

  it("refuses a state that it did not give, and one of the other issuer", async () => {
    const auth = openAuth();
    const { url } = await auth.google.start({ origin });
    const { code } = { code: "", ...(await answerTo(url)) };
    const other = await auth.start({ route: "codex", origin: "http://patchbay.example:3000" });
    for (const state of ["made-up", other.state]) {
      await expect(auth.google.callback({ state, code })).rejects.toMatchObject({ code: "state_mismatch" });
    }
    expect(simulator.counters.tokenRequests).toEqual({});
  });

  it("refuses an answer that names another issuer, before the code is sent", async () => {
    const auth = openAuth();
    const { url } = await auth.google.start({ origin });
    const answer = { ...(await answerTo(url)), issuer: "https://evil.test" };
    await expect(auth.google.callback(answer)).rejects.toMatchObject({
      code: "upstream_rejected",
      message: expect.stringContaining("Google's answer to the sign-in was refused: it came from another issuer"),
    });
    expect(simulator.counters.tokenRequests).toEqual({});
  });

  it("does not take an answer after ten minutes", async () => {
    const auth = openAuth();
    const { url } = await auth.google.start({ origin });
    const answer = await answerTo(url);
    clock.nowMs += 10 * 60_000;
    await expect(auth.google.callback(answer)).rejects.toMatchObject({ code: "flow_expired" });
  });

  it.each<IdTokenFault>([
    "wrong-key",
    "unknown-key",
    "unsigned",
    "hs256",
    "wrong-audience",
    "wrong-issuer",
    "expired",
    "wrong-nonce",
    "absent",
  ])("stores nothing for an id token with the fault %s", async (fault) => {
    const auth = openAuth();
    simulator.control.setSwitches({ idToken: fault });
    await expect(connect(auth)).rejects.toMatchObject({ code: expect.stringMatching(/^upstream_/) });
    expect((await auth.google.status()).accounts).toEqual([]);
  });

  it("needs a registration, and says what to set", async () => {
    const auth = openAuth({ googleAuth: { ...config.googleAuth, client: undefined } });
    expect((await auth.google.status()).configured).toBe(false);
    await expect(auth.google.start({ origin })).rejects.toMatchObject({
      code: "auth_required",
      message: "Add a Google API key, or set GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET to sign in.",
    });
  });
});

describe("renewing a Google account", () => {
  it("asks once for all callers, also of another process, and keeps the refresh token", async () => {
    const [one, other] = [openAuth(), openAuth()];
    const id = await connect(one);
    for (const round of [1, 2]) {
      clock.nowMs += 2 * hour;
      const sources = await Promise.all(
        [one, other].flatMap((auth) => Array(8).fill(auth)).map((a: Auth) => a.credentials("google", id)),
      );
      const tokens = await Promise.all(sources.map(async (source) => (await source.get()).bearer));
      expect(new Set(tokens).size).toBe(1);
      expect(refreshes().length).toBe(round);
    }
  });

  it("renews in the background with the others", async () => {
    const auth = openAuth();
    await connect(auth);
    clock.nowMs += hour - 60_000;
    expect(await auth.renewDue()).toEqual({ due: 1, renewed: 1, failed: [] });
  });

  it("after a refused token reads again, renews by force, and then asks for a new sign-in", async () => {
    const auth = openAuth();
    const id = await connect(auth);
    const source = await auth.credentials("google", id);
    const { bearer } = await source.get();
    expect(await source.refused(401)).toBe(true);
    expect(await source.refused(401)).toBe(true);
    expect((await source.get()).bearer).not.toBe(bearer);
    await expect(source.refused(401)).rejects.toMatchObject({ code: "reauth_required" });
    expect((await auth.google.status()).accounts).toMatchObject([{ status: "needs_login" }]);
  });

  it("ends honestly when Google has ended the sign-in, and asks for consent at the next", async () => {
    const auth = openAuth();
    const id = await connect(auth);
    simulator.control.revokeTokens();
    clock.nowMs += 2 * hour;
    const refused = (await auth.credentials("google", id)).get();
    await expect(refused).rejects.toMatchObject({
      code: "reauth_required",
      message: expect.stringContaining("Google has ended the sign-in"),
    });
    expect(queryOf((await auth.google.start({ origin, account: id })).url)).toMatchObject({ prompt: "consent" });
  });
});

describe("a Google account", () => {
  it("is renamed, switched off and on again like any other", async () => {
    const auth = openAuth();
    const id = await connect(auth);
    expect(await auth.edit(id, { name: "Lab", disabled: true })).toMatchObject({ id, name: "Lab", status: "disabled" });
    await expect(auth.credentials("google", id)).rejects.toMatchObject({
      code: "auth_required",
      message: expect.stringContaining("“Lab” is switched off"),
    });
    expect(await auth.edit(id, { disabled: false, default: true })).toMatchObject({ status: "active" });
    expect((await auth.credentials("google", id)).payer).toMatchObject({ name: "Lab" });
  });

  it.each([{ mode: "api_key" }, { backgroundConsent: true }, { proxyUrl: "http://proxy.example:3128" }] as const)(
    "has nothing like %j to set",
    async (change) => {
      const auth = openAuth();
      await expect(auth.edit(await connect(auth), change)).rejects.toMatchObject({ code: "invalid_request" });
    },
  );
});

describe("disconnecting a Google account", () => {
  it("revokes at Google, forgets the tokens and stays so", async () => {
    const auth = openAuth();
    const id = await connect(auth);
    expect(await auth.google.disconnect(id)).toEqual({ disconnected: [id], unconfirmed: [] });
    expect(simulator.requests.at(-1)).toMatchObject({ path: "/google/revoke", status: 200 });
    expect((await readFileOf()).accounts).toEqual([]);
    expect(await openAuth().google.status()).toMatchObject({ connected: false, accounts: [] });
    await expect(auth.credentials("google", id)).rejects.toMatchObject({ code: "auth_required" });
  });
});

describe("who pays for Gemini", () => {
  it("is the key if there is one, unless an account is named", async () => {
    const auth = openAuth();
    const id = await connect(auth);
    expect((await auth.credentials("google")).payer).toMatchObject({ kind: "account", id });
    await auth.keys.put("google", { key: "AIza-simulated-key" });
    expect((await auth.credentials("google")).payer).toMatchObject({ kind: "key" });
    expect((await auth.credentials("google", id)).payer).toMatchObject({ kind: "account", id });
  });

  it("is never the key in place of an account that is named and gone", async () => {
    const auth = openAuth();
    const id = await connect(auth);
    await auth.keys.put("google", { key: "AIza-simulated-key" });
    await auth.google.disconnect(id);
    await expect(auth.credentials("google", id)).rejects.toMatchObject({ code: "auth_required" });
  });

  it("is nobody without key and account, which the message says", async () => {
    const withClient = openAuth().credentials("google");
    await expect(withClient).rejects.toMatchObject({ code: "auth_required", facts: { action: "add_key" } });
    const without = openAuth({ googleAuth: { ...config.googleAuth, client: undefined } }).credentials("google");
    await expect(without).rejects.toMatchObject({
      code: "auth_required",
      message: expect.stringContaining("GOOGLE_OAUTH_CLIENT_ID"),
    });
  });
});
