import { describe, expect, it } from "vitest";
import { answerTo, googleBench, origin, queryOf } from "@/lib/auth/testkit/googleBench";
import { createProviders } from "@/lib/llm/providers";
import type { IdTokenFault } from "@/simulator/types";

const hour = 3_600_000;
const bench = googleBench();
const { clock, connect, openAuth } = bench;

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
    const auth = openAuth({ googleAuth: { ...bench.config.googleAuth, userProject: "project-7" } });
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
    const { google } = createProviders(bench.config);
    expect((await google.listModels(source, AbortSignal.timeout(5000))).models.length).toBeGreaterThan(0);
    expect(bench.simulator.requests.at(-1)?.facts).toMatchObject({ person: "ada", userProject: "project-7" });
  });

  it("keeps no secret in the clear", async () => {
    const auth = openAuth();
    await connect(auth);
    const { bearer } = await (await auth.credentials("google")).get();
    const text = JSON.stringify(await bench.readFile());
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
    expect(bench.simulator.counters.tokenRequests).toEqual({ authorization_code: 1 });
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
    expect(bench.simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
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
    expect(bench.simulator.counters.tokenRequests).toEqual({});
  });

  it("refuses an answer that names another issuer, before the code is sent", async () => {
    const auth = openAuth();
    const { url } = await auth.google.start({ origin });
    const answer = { ...(await answerTo(url)), issuer: "https://evil.test" };
    await expect(auth.google.callback(answer)).rejects.toMatchObject({
      code: "upstream_rejected",
      message: expect.stringContaining("Google's answer to the sign-in was refused: it came from another issuer"),
    });
    expect(bench.simulator.counters.tokenRequests).toEqual({});
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
    bench.simulator.control.setSwitches({ idToken: fault });
    await expect(connect(auth)).rejects.toMatchObject({ code: expect.stringMatching(/^upstream_/) });
    expect((await auth.google.status()).accounts).toEqual([]);
  });

  it("needs a registration, and says what to set", async () => {
    const auth = openAuth({ googleAuth: { ...bench.config.googleAuth, client: undefined } });
    expect((await auth.google.status()).configured).toBe(false);
    await expect(auth.google.start({ origin })).rejects.toMatchObject({
      code: "auth_required",
      message: "Add a Google API key, or set GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET to sign in.",
    });
  });
});
