import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore, REMOTE_ORIGIN, readAuthFile, signIn } from "@/lib/auth/testkit/testAuth";
import { createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import { tokenBench } from "@/lib/auth/testkit/testTokens";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});
const { connected, refreshes } = tokenBench(() => issuer);

describe("disconnecting", () => {
  it("revokes upstream, forgets the tokens and stays so", async () => {
    const { auth, config, id, bearer, restart } = await connected();
    expect((await auth.disconnect(id)).disconnected).toEqual([id]);
    expect(issuer.revoked).toEqual(issuer.refreshTokens);
    expect((await readAuthFile(config)).accounts).toEqual([]);
    expect(await restart().status()).toMatchObject({ connected: false, accounts: [], defaultAccountId: null });
    await expect(bearer()).rejects.toMatchObject({ code: "auth_required" });
    expect((await auth.disconnect(id)).disconnected).toEqual([]);
  });

  it("works when the issuer does not answer", async () => {
    const { auth, id } = await connected();
    issuer.intercept = () => new Response("", { status: 500 });
    expect(await auth.disconnect()).toEqual({ disconnected: [id], unconfirmed: [id] });
    expect((await auth.status()).connected).toBe(false);
  });

  it("is not undone by a refresh in flight, whose new token is revoked too", async () => {
    const { auth, bearer } = await connected(-1);
    issuer.intercept = async (path, body) => {
      if (path === "/oauth/token" && body.startsWith("{")) await auth.disconnect();
      return undefined;
    };
    await expect(bearer()).rejects.toMatchObject({ code: "auth_required" });
    expect((await auth.status()).accounts).toEqual([]);
    expect(issuer.revoked).toEqual(issuer.refreshTokens);
  });

  it("is not undone by a call that began before", async () => {
    const { auth, id } = await connected(-1);
    const source = await auth.credentials("openai-auth", id);
    await auth.disconnect();
    await expect(source.get()).rejects.toMatchObject({ code: "auth_required" });
    expect(refreshes()).toEqual([]);
  });

  it("makes the next account the default", async () => {
    const { auth, id } = await connected();
    const other = await signIn(auth, issuer, { person: { sub: "sub-bob", accountId: "ws-bob" } });
    await auth.disconnect(id);
    expect((await auth.status()).defaultAccountId).toBe(other);
  });

  it("leaves accounts of a route behind without a word to the issuer, and the others as they are", async () => {
    const { auth, config, id } = await connected();
    const store = openStore(config);
    const other = await signIn(auth, issuer, { person: { sub: "sub-bob", accountId: "ws-bob" } });
    await store.update(({ accounts }) => {
      for (const account of accounts) if (account.id === id) account.route = "siwc";
    });
    expect(await auth.leaveBehind("siwc")).toHaveLength(1);
    expect(issuer.revoked).toEqual([]);
    expect(await auth.status()).toMatchObject({ accounts: [{ id: other }], defaultAccountId: other });
    expect(await auth.leaveBehind("siwc")).toEqual([]);
  });

  it("says of a token that cannot be read that its session was not ended", async () => {
    const { auth, id, config } = await connected();
    await openStore(config).update(({ accounts }) => {
      for (const account of accounts) account.refresh_token = account.access_token;
    });
    expect(await auth.disconnect(id)).toEqual({ disconnected: [id], unconfirmed: [id] });
    expect(issuer.revoked).toEqual([]);
  });

  it("says the same of all tokens that were sealed with another key", async () => {
    const { id, restart } = await connected();
    const other = restart({ secret: randomBytes(32) });
    expect(await other.disconnect()).toEqual({ disconnected: [id], unconfirmed: [id] });
  });

  it("leaves another account's default, and its sign-ins under way, alone", async () => {
    const { auth, id, config } = await connected();
    const chosen = await signIn(auth, issuer, { person: { sub: "sub-eve", accountId: "ws-eve" } });
    await auth.edit(chosen, { default: true });
    const other = await signIn(auth, issuer, { person: { sub: "sub-bob", accountId: "ws-bob" } });
    const wish = { route: "codex", origin: REMOTE_ORIGIN } as const;
    const again = await auth.start({ ...wish, account: other });
    const kept = await auth.start({ ...wish, account: id });
    const fresh = await auth.start(wish);
    await auth.disconnect(other);
    expect((await auth.status()).defaultAccountId).toBe(chosen);
    const states = (await readAuthFile(config)).pending.map(({ state }: { state: string }) => state);
    expect(states).not.toContain(again.state);
    expect(states).toEqual(expect.arrayContaining([kept.state, fresh.state]));
    await expect(auth.callback({ state: again.state, code: issuer.approve(again.url) })).rejects.toMatchObject({
      code: "state_mismatch",
    });
  });

  it("forgets the sign-in that the account came from, so that loading it again does not point to nobody", async () => {
    const { auth, id, config } = await connected();
    expect((await readAuthFile(config)).pending).toMatchObject([{ account_id: id }]);
    await auth.disconnect(id);
    expect((await readAuthFile(config)).pending).toEqual([]);
  });
});
