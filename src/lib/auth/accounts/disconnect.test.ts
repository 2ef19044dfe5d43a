import { beforeEach, describe, expect, it } from "vitest";
import { readAuthFile, signIn } from "@/lib/auth/testkit/testAuth";
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
    expect((await auth.disconnect()).disconnected).toEqual([id]);
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
});
