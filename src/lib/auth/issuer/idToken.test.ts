import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { ada, CLIENT_ID, createTestIssuer, type TestIssuer } from "@/lib/auth/testkit/testIssuer";
import { createIdTokenVerifier } from "./idToken";

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await createTestIssuer();
});

function verifier(options: { nowMs?: number } = {}) {
  return createIdTokenVerifier({
    issuer: issuer.origin,
    fetch: issuer.fetch,
    now: () => options.nowMs ?? Date.now(),
  });
}

const keyFetches = () => issuer.requests.filter((request) => request === "GET /.well-known/jwks.json").length;
const rightClaims = () => ({
  sub: ada.sub,
  iss: issuer.origin,
  aud: CLIENT_ID,
  exp: Math.floor(Date.now() / 1000) + 60,
});

describe("an id token", () => {
  it("is verified against the issuer's published keys, which are fetched once", async () => {
    const { verify } = verifier();
    expect(await verify(await issuer.signIdToken(ada), CLIENT_ID)).toBe("verified");
    expect(await verify(await issuer.signIdToken(ada, { claims: { aud: ["other", CLIENT_ID] } }), CLIENT_ID)).toBe(
      "verified",
    );
    expect(keyFetches()).toBe(1);
  });

  it("is unverified when its key is still unknown after one more look", async () => {
    const { verify } = verifier();
    expect(await verify(await issuer.signIdToken(ada, { kid: "key-9" }), CLIENT_ID)).toBe("unverified");
    expect(keyFetches()).toBe(2);
  });

  it.each([
    ["unreachable", () => Promise.reject(new TypeError("fetch failed"))],
    ["an error page", () => new Response("<html>", { status: 503 })],
    ["no keys", () => Response.json({ hello: 1 })],
  ])("is unverified when the issuer's keys are %s, and verified once they are back", async (_, respond) => {
    const { verify } = verifier();
    const token = await issuer.signIdToken(ada);
    issuer.intercept = (path) => (path.startsWith("/.well-known/") ? respond() : undefined);
    expect(await verify(token, CLIENT_ID)).toBe("unverified");
    issuer.intercept = undefined;
    expect(await verify(token, CLIENT_ID)).toBe("verified");
  });

  it("takes keys from the issuer's own origin only", async () => {
    const asked: string[] = [];
    issuer.intercept = (path) =>
      path === "/.well-known/openid-configuration" ? Response.json({ jwks_uri: "https://evil.test/keys" }) : undefined;
    const { verify } = createIdTokenVerifier({
      issuer: issuer.origin,
      now: Date.now,
      fetch: (input, init) => {
        asked.push(String(input));
        return issuer.fetch(input, init);
      },
    });
    expect(await verify(await issuer.signIdToken(ada), CLIENT_ID)).toBe("verified");
    expect(asked.every((url) => url.startsWith(`${issuer.origin}/`))).toBe(true);
  });
});

describe("an id token is refused", () => {
  const refused = { code: "upstream_rejected" };

  it("with a wrong signature under a known key", async () => {
    const { privateKey } = await generateKeyPair("RS256");
    await expect(
      verifier().verify(await issuer.signIdToken(ada, { key: privateKey }), CLIENT_ID),
    ).rejects.toMatchObject(refused);
  });

  it("with another algorithm under a known key", async () => {
    const { privateKey } = await generateKeyPair("ES256");
    const token = await new SignJWT(rightClaims()).setProtectedHeader({ alg: "ES256", kid: "key-1" }).sign(privateKey);
    await expect(verifier().verify(token, CLIENT_ID)).rejects.toMatchObject(refused);
  });

  it("with algorithm none", async () => {
    const token = new UnsecuredJWT(rightClaims()).encode();
    await expect(verifier().verify(token, CLIENT_ID)).rejects.toMatchObject(refused);
    expect(keyFetches()).toBe(0);
  });

  it.each(["HS256", "HS512"])("with the shared-secret algorithm %s, under a known and an unknown key", async (alg) => {
    for (const kid of ["key-1", "key-9"]) {
      const secret = new TextEncoder().encode("k".repeat(64));
      const token = await new SignJWT(rightClaims()).setProtectedHeader({ alg, kid }).sign(secret);
      await expect(verifier().verify(token, CLIENT_ID)).rejects.toMatchObject(refused);
    }
  });

  it.each([
    ["for another program", { aud: "app_other" }],
    ["for nobody", { aud: undefined }],
    ["from another issuer", { iss: "https://evil.test" }],
    ["that has expired", { exp: Math.floor(Date.now() / 1000) - 120 }],
    ["that never expires", { exp: undefined }],
  ])("%s, whether its key is known or not", async (_, claims) => {
    for (const kid of ["key-1", "key-9"]) {
      const token = await issuer.signIdToken(ada, { kid, claims });
      await expect(verifier().verify(token, CLIENT_ID)).rejects.toMatchObject(refused);
    }
  });

  it("when it is no token", async () => {
    for (const text of ["", "a.b.c", "not a token"]) {
      await expect(verifier().verify(text, CLIENT_ID)).rejects.toMatchObject(refused);
    }
  });
});
