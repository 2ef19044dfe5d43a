import { beforeEach, describe, expect, it } from "vitest";
import { REMOTE_ORIGIN, testAuth } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

const start = { route: "codex", origin: REMOTE_ORIGIN } as const;

describe("waiting sign-ins", () => {
  it("can be several, each finished by its own state", async () => {
    const { auth } = await testAuth(issuer);
    const [one, two] = [await auth.start(start), await auth.start(start)];
    const second = await auth.callback({
      state: two.state,
      code: issuer.approve(two.url, { sub: "sub-bob", accountId: "ws-bob" }),
    });
    const first = await auth.callback({ state: one.state, code: issuer.approve(one.url) });
    expect((await auth.status()).accounts.map(({ id }) => id)).toEqual([second, first]);
  });

  it("are at most ten; the oldest gives way", async () => {
    const { auth } = await testAuth(issuer);
    const first = await auth.start(start);
    for (let i = 0; i < 10; i++) await auth.start(start);
    const { pending } = await auth.status();
    expect(pending).toHaveLength(10);
    expect(pending.map(({ state }) => state)).not.toContain(first.state);
  });

  it("can be cancelled", async () => {
    const { auth } = await testAuth(issuer);
    const { url, state } = await auth.start(start);
    await auth.cancel(state);
    expect((await auth.status()).pending).toEqual([]);
    await expect(auth.callback({ state, code: issuer.approve(url) })).rejects.toMatchObject({ code: "state_mismatch" });
  });

  it("connect nothing when they are cancelled during the exchange", async () => {
    const { auth } = await testAuth(issuer);
    const { url, state } = await auth.start(start);
    issuer.intercept = async (path) => {
      if (path === "/oauth/token") await auth.cancel(state);
      return undefined;
    };
    await expect(auth.callback({ state, code: issuer.approve(url) })).rejects.toMatchObject({ code: "state_mismatch" });
    expect((await auth.status()).accounts).toEqual([]);
  });

  it.each([
    ["the whole address", (query: string) => ({ url: `http://localhost:1455/auth/callback?${query}` })],
    ["the query", (query: string) => ({ url: `?${query}` })],
    ["the bare query", (query: string) => ({ url: ` ${query}\n` })],
  ])("can be finished by pasting %s", async (_, paste) => {
    const { auth } = await testAuth(issuer);
    const { url, state } = await auth.start(start);
    const query = new URLSearchParams({ code: issuer.approve(url), state }).toString();
    expect(await auth.exchange(paste(query))).toMatchObject({ email: "a••@example.com", status: "active" });
  });

  it("say what to paste when there is no code in it", async () => {
    const { auth } = await testAuth(issuer);
    const nonsense = auth.exchange({ url: "https://chatgpt.com/" });
    await expect(nonsense).rejects.toMatchObject({ code: "invalid_request", facts: { action: "use_paste" } });
  });

  it("ask for the address when the browser is on another computer", async () => {
    const { auth } = await testAuth(issuer);
    expect(await auth.start(start)).toMatchObject({
      listener: "remote",
      redirectUri: "http://localhost:1455/auth/callback",
    });
  });
});
