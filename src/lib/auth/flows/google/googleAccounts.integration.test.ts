import { describe, expect, it } from "vitest";
import type { Auth } from "@/lib/auth/auth";
import { googleBench, origin, queryOf } from "@/lib/auth/testkit/googleBench";

const hour = 3_600_000;
const bench = googleBench();
const { clock, connect, openAuth } = bench;

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
      expect(bench.refreshes().length).toBe(round);
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
    bench.simulator.control.revokeTokens();
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
    expect(bench.simulator.requests.at(-1)).toMatchObject({ path: "/google/revoke", status: 200 });
    expect((await bench.readFile()).accounts).toEqual([]);
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
    const without = openAuth({ googleAuth: { ...bench.config.googleAuth, client: undefined } }).credentials("google");
    await expect(without).rejects.toMatchObject({
      code: "auth_required",
      message: expect.stringContaining("GOOGLE_OAUTH_CLIENT_ID"),
    });
  });
});
