import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { authFile, openStore, REMOTE_ORIGIN, readAuthFile, signIn, testAuth } from "@/lib/auth/testkit/testAuth";
import { ada, createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

const start = { route: "codex", origin: REMOTE_ORIGIN } as const;

describe("signing in", () => {
  it("connects the account the person approved", async () => {
    const { auth } = await testAuth(issuer);
    const id = await signIn(auth, issuer, { name: "Mine" });
    expect(await auth.status()).toMatchObject({
      connected: true,
      configured: true,
      defaultAccountId: id,
      accounts: [{ id, name: "Mine", email: "a••@example.com", plan: "plus", idTokenVerified: true, missing: [] }],
      pending: [{ status: "done", accountId: id }],
    });
  });

  it("keeps every secret out of the file's plain text and out of the status", async () => {
    const { auth, config } = await testAuth(issuer);
    const { url, state } = await auth.start(start);
    const waiting = await readFile(authFile(config), "utf8");
    const verifier = new URL(url).searchParams.get("code_challenge");
    expect(waiting).not.toContain(verifier);
    await auth.callback({ state, code: issuer.approve(url) });
    const seen = (await readFile(authFile(config), "utf8")) + JSON.stringify(await auth.status());
    const [form] = issuer.tokenBodies;
    expect(form).toContain("code_verifier=");
    for (const secret of [...issuer.refreshTokens, new URLSearchParams(form).get("code_verifier") ?? ""]) {
      expect(secret.length).toBeGreaterThan(30);
      expect(seen).not.toContain(secret);
    }
    expect(seen).not.toMatch(/eyJhbGciOiJSUzI1NiIs/);
  });

  it("keeps no code verifier once it is over, well or ill, also of the other ways of the attempt", async () => {
    const { auth, config } = await testAuth(issuer);
    const ways = async (attempt: string | undefined) => {
      const { pending } = await readAuthFile(config);
      return pending.flatMap(({ attempt_id, status, code_verifier }: Record<string, string | null>) =>
        attempt_id === attempt ? [[status, code_verifier]] : [],
      );
    };
    const { url, state, attempt } = await auth.start(start);
    await auth.start({ ...start, attempt });
    expect(await ways(attempt)).toEqual(Array(2).fill(["waiting", expect.any(String)]));
    await auth.callback({ state, code: issuer.approve(url) });
    expect(await ways(attempt)).toEqual(Array(2).fill(["done", null]));

    const failing = await auth.start(start);
    await expect(auth.callback({ state: failing.state, code: "wrong" })).rejects.toMatchObject({
      code: "flow_expired",
    });
    expect(await ways(failing.attempt)).toEqual([["failed", null]]);
  });

  it("gives the same outcome when the callback is loaded twice, with one exchange", async () => {
    const { auth, restart } = await testAuth(issuer);
    const { url, state } = await auth.start(start);
    const answer = { state, code: issuer.approve(url) };
    const ids = await Promise.all([auth.callback(answer), auth.callback(answer), restart().callback(answer)]);
    ids.push(await auth.callback(answer));
    expect(new Set(ids).size).toBe(1);
    expect(issuer.tokenBodies).toHaveLength(1);
  });

  it("gives the same failure when the callback of a failed sign-in is loaded twice", async () => {
    const { auth } = await testAuth(issuer);
    const { state } = await auth.start(start);
    const answer = { state, code: "code-of-somebody-else" };
    await expect(auth.callback(answer)).rejects.toMatchObject({ code: "flow_expired" });
    await expect(auth.callback(answer)).rejects.toMatchObject({ code: "flow_expired" });
    expect(issuer.tokenBodies).toHaveLength(1);
    expect((await auth.status()).pending).toMatchObject([{ status: "failed", error: { code: "flow_expired" } }]);
  });

  it("never sends a code again after the process died in the middle of the exchange", async () => {
    const { auth, config } = await testAuth(issuer);
    const { url, state } = await auth.start(start);
    // What a crash leaves: the exchange has begun, and its end was never written.
    await openStore(config).update(({ pending }) => {
      for (const row of pending) row.status = "exchanging";
    });
    const late = auth.callback({ state, code: issuer.approve(url) });
    await expect(late).rejects.toMatchObject({ code: "flow_expired", message: expect.stringContaining("stopped") });
    expect(issuer.tokenBodies).toEqual([]);
  });

  it("refuses a state it did not give out, before anything is sent", async () => {
    const { auth } = await testAuth(issuer);
    const { url } = await auth.start(start);
    const code = issuer.approve(url);
    await expect(auth.callback({ state: "x".repeat(43), code })).rejects.toMatchObject({ code: "state_mismatch" });
    await expect(auth.callback({ state: "x", error: "access_denied" })).rejects.toMatchObject({
      code: "state_mismatch",
    });
    expect(issuer.tokenBodies).toEqual([]);
    expect((await auth.status()).pending).toMatchObject([{ status: "waiting" }]);
  });

  it("refuses a sign-in that took more than ten minutes", async () => {
    const { auth, clock } = await testAuth(issuer);
    const { url, state } = await auth.start(start);
    clock.nowMs += 10 * 60_000;
    await expect(auth.callback({ state, code: issuer.approve(url) })).rejects.toMatchObject({ code: "flow_expired" });
    expect(issuer.tokenBodies).toEqual([]);
  });

  it("tells a denial, and keeps what was connected", async () => {
    const { auth } = await testAuth(issuer);
    const id = await signIn(auth, issuer);
    const { state } = await auth.start({ ...start, account: id });
    const denial = { state, error: "access_denied", errorDescription: "User said no" };
    await expect(auth.callback(denial)).rejects.toMatchObject({ code: "access_denied" });
    expect((await auth.status()).accounts).toMatchObject([{ id, status: "active" }]);
    expect((await (await auth.credentials("openai-auth")).get()).accountId).toBe("ws-ada");
  });

  it("says when a workspace does not allow it", async () => {
    const { auth } = await testAuth(issuer);
    const { state } = await auth.start(start);
    const answer = { state, error: "access_denied", errorDescription: "missing_codex_entitlement" };
    await expect(auth.callback(answer)).rejects.toThrow(/administrator/);
  });

  it.each([
    ["a network block", () => new Response("<html>Just a moment", { status: 403 }), "egress_blocked"],
    ["a challenge page", () => new Response("<!DOCTYPE html>", { status: 503 }), "egress_blocked"],
    ["a used code", () => Response.json({ error: "invalid_grant" }, { status: 400 }), "flow_expired"],
    ["too many sign-ins", () => Response.json({}, { status: 429 }), "rate_limited"],
    ["a broken server", () => Response.json({}, { status: 500 }), "upstream_unavailable"],
    ["a refusal", () => Response.json({ error: "invalid_client" }, { status: 400 }), "upstream_rejected"],
    ["an unreadable success", () => Response.json({ hello: 1 }), "upstream_rejected"],
  ])("maps %s at the token endpoint", async (_, respond, code) => {
    const { auth } = await testAuth(issuer);
    const { url, state } = await auth.start(start);
    issuer.intercept = (path) => (path === "/oauth/token" ? respond() : undefined);
    await expect(auth.callback({ state, code: issuer.approve(url) })).rejects.toMatchObject({ code });
    expect((await auth.status()).accounts).toEqual([]);
  });

  it("maps an unreachable and a silent token endpoint", async () => {
    const { auth } = await testAuth(issuer);
    const failures = { ECONNREFUSED: "upstream_unavailable", timeout: "timeout" };
    for (const [cause, code] of Object.entries(failures)) {
      const { url, state } = await auth.start(start);
      issuer.intercept = (path) => {
        if (path !== "/oauth/token") return undefined;
        if (cause === "timeout") throw new DOMException("too slow", "TimeoutError");
        throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: cause }) });
      };
      await expect(auth.callback({ state, code: issuer.approve(url) })).rejects.toMatchObject({ code });
    }
  });

  it("never lets upstream's words carry a token into a message", async () => {
    const { auth } = await testAuth(issuer);
    const { url, state } = await auth.start(start);
    const token = "sk-verylongsecretverylongsecretverylongsecret";
    issuer.intercept = () => Response.json({ error: "bad", error_description: `no: ${token}` }, { status: 400 });
    const error = await auth.callback({ state, code: issuer.approve(url) }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "upstream_rejected", message: "OpenAI refused the sign-in: no: [key]." });
    expect(JSON.stringify(await auth.status())).not.toContain(token);
  });
});

describe("several accounts", () => {
  it("updates the row of the same person and workspace, and adds one for another workspace", async () => {
    const { auth } = await testAuth(issuer);
    const first = await signIn(auth, issuer, { name: "Home" });
    const again = await signIn(auth, issuer, { person: { ...ada, plan: "pro" } });
    const other = await signIn(auth, issuer, { person: { ...ada, accountId: "ws-work" } });
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(await auth.status()).toMatchObject({
      defaultAccountId: first,
      accounts: [
        { id: first, name: "Home", plan: "pro" },
        { id: other, name: "ChatGPT" },
      ],
    });
  });

  it("refuses another identity when one account is to be signed in again", async () => {
    const { auth } = await testAuth(issuer);
    const id = await signIn(auth, issuer);
    const before = await auth.status();
    const attempt = signIn(auth, issuer, { account: id, person: { sub: "sub-eve", accountId: "ws-eve" } });
    await expect(attempt).rejects.toMatchObject({ code: "account_mismatch" });
    expect((await auth.status()).accounts).toEqual(before.accounts);
  });

  it("refuses to sign in again an account that is not there", async () => {
    const { auth } = await testAuth(issuer);
    await expect(auth.start({ ...start, account: "nobody" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("connects a sign-in without workspace claim and says what is missing", async () => {
    const { auth } = await testAuth(issuer);
    const id = await signIn(auth, issuer, { person: { sub: "sub-phone" } });
    const [account] = (await auth.status()).accounts;
    expect(account).toMatchObject({ id, status: "active" });
    expect(account?.missing.join(" ")).toMatch(/no ChatGPT workspace.*no plan/);
    expect((await (await auth.credentials("openai-auth")).get()).accountId).toBeUndefined();
  });
});

describe("workspace routing", () => {
  const routing = (origin: string) => (path: string) =>
    path === "/backend-api/wham/accounts/check"
      ? Response.json({
          accounts: [{ id: "ws-ada", workspace_backend_origin: origin, account_routing_override: "us_cr" }],
        })
      : undefined;

  it("keeps what accounts/check says, for https origins of OpenAI only", async () => {
    for (const [named, kept] of [
      ["https://us.chatgpt.com", "https://us.chatgpt.com"],
      ["https://chatgpt.com.evil.test", null],
      ["http://chatgpt.com", null],
      ["NO_CONSTRAINT", null],
    ] as const) {
      const { auth, config } = await testAuth(issuer);
      issuer.intercept = routing(named);
      await signIn(auth, issuer);
      const { accounts } = await readAuthFile(config);
      expect(accounts[0]).toMatchObject({ routing_override: "us_cr", backend_origin: kept });
    }
  });
});
