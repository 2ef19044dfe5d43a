import { generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { checkAuthResponse } from "@/lib/auth/issuer/authResponse";
import { createIdTokenVerifier } from "@/lib/auth/issuer/idToken";
import { refreshByForm, revokeByForm } from "@/lib/auth/issuer/tokenForms";
import { parseTokenResponse, toEarliestRefresh } from "@/lib/auth/issuer/tokenResponse";
import { verifyIdentity } from "@/lib/auth/issuer/verifyIdentity";
import { parseConfig } from "@/lib/config";
import { type AppError, isAppError } from "@/types/errors";
import { exchangeSiwcCode } from "./codeExchange";
import { discover, siwcClient } from "./siwcClient";
import { allowsPlanUse } from "./siwcProtocol";

/** Answers in the shapes that OpenAI's guide for such apps shows, and those it warns of. */

const issuer = "https://auth.openai.com";
const settings = parseConfig({}).openaiAuth;
const nowMs = Date.UTC(2026, 10, 21, 12);

const discovery = {
  issuer,
  authorization_endpoint: `${issuer}/api/accounts/authorize`,
  token_endpoint: `${issuer}/api/accounts/oauth/token`,
  revocation_endpoint: `${issuer}/api/accounts/oauth/revoke`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
};

interface Sent {
  url: string;
  fields: Record<string, string>;
}

/** Answers discovery, and every other request in turn; the last answer repeats. */
function upstream(...answers: (() => Response)[]) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.url.endsWith("/openid-configuration")) return Response.json(discovery);
    sent.push({ url: request.url, fields: Object.fromEntries(new URLSearchParams(await request.text())) });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (answer === undefined) throw new Error("nothing was prepared");
    return answer();
  };
  return { context: { settings, fetch }, sent };
}

const json = (body: unknown, status = 200) => Response.json(body, { status });

describe("discovery", () => {
  const read = (document: unknown, status = 200) =>
    discover({ settings, fetch: async () => json(document, status) }).catch((error: { code: string }) => error.code);

  it("gives the endpoints of this issuer, also without a revocation", async () => {
    expect(await read(discovery)).toEqual(discovery);
    const { revocation_endpoint: _, ...without } = discovery;
    expect(await read(without)).toEqual(without);
  });

  it.each([
    ["another issuer", { issuer: "https://auth.openai.com/" }],
    ["an endpoint elsewhere", { token_endpoint: "https://evil.test/token" }],
    ["a revocation elsewhere", { revocation_endpoint: "https://evil.test/revoke" }],
    ["keys elsewhere", { jwks_uri: "https://evil.test/jwks" }],
    ["no authorization endpoint", { authorization_endpoint: undefined }],
  ])("refuses a document with %s", async (_what, change) => {
    expect(await read({ ...discovery, ...change })).toBe("upstream_rejected");
  });

  it("tells an outage from a block", async () => {
    expect(await read({}, 503)).toBe("upstream_unavailable");
    expect(await read({}, 403)).toBe("egress_blocked");
  });
});

describe("the token endpoint's answer", () => {
  const full = {
    access_token: "at",
    refresh_token: "rt",
    id_token: "it",
    token_type: "Bearer",
    expires_in: 3600,
    scope: "openid offline_access chatgpt.tokens.use.direct",
    earliest_refresh_at: null,
  };
  const grant = { clientId: "oaiapp_x", code: "c", codeVerifier: "v", redirectUri: "http://127.0.0.1:1/auth/callback" };
  const exchange = (body: unknown, status = 200) => {
    const { context, sent } = upstream(() => json(body, status));
    return { outcome: exchangeSiwcCode(context, grant, nowMs), sent };
  };

  it("is asked for by a form with the issued client and the resource", async () => {
    const { outcome, sent } = exchange(full);
    expect(await outcome).toMatchObject({ expiresAt: "2026-11-21T13:00:00.000Z", earliestRefreshAt: null });
    expect(sent[0]).toEqual({
      url: discovery.token_endpoint,
      fields: {
        grant_type: "authorization_code",
        client_id: "oaiapp_x",
        code: "c",
        code_verifier: "v",
        redirect_uri: "http://127.0.0.1:1/auth/callback",
        resource: "https://api.openai.com/v1",
      },
    });
  });

  it("may grant the identity alone", async () => {
    const { outcome } = exchange({ ...full, access_token: undefined, refresh_token: undefined, scope: "openid email" });
    const tokens = await outcome;
    expect(tokens.accessToken).toBeNull();
    expect(allowsPlanUse(tokens.scope)).toBe(false);
  });

  it.each([
    ["no scope", { scope: undefined }],
    ["no id token", { id_token: undefined }],
    ["no refresh token although it was granted", { refresh_token: undefined }],
    ["no access token although plan use was granted", { access_token: undefined }],
    ["another token type", { token_type: "DPoP" }],
    ["no lifetime", { expires_in: undefined }],
    ["an absurd lifetime", { expires_in: 1e12 }],
    ["a lifetime in the past", { expires_in: -1 }],
  ])("is refused with %s", async (_what, change) => {
    await expect(exchange({ ...full, ...change }).outcome).rejects.toMatchObject({ code: "upstream_rejected" });
  });

  it("says when the code is used up, in both shapes of an error", async () => {
    for (const body of [{ error: "invalid_grant" }, { error: { code: "invalid_grant", message: "used" } }]) {
      await expect(exchange(body, 400).outcome).rejects.toMatchObject({ code: "flow_expired" });
    }
  });

  it.each([
    [null, null],
    [undefined, null],
    ["2026-11-21T12:30:00Z", "2026-11-21T12:30:00.000Z"],
    [nowMs / 1000 + 60, "2026-11-21T12:01:00.000Z"],
    [String(nowMs / 1000 + 60), "2026-11-21T12:01:00.000Z"],
    [nowMs + 60_000, "2026-11-21T12:01:00.000Z"],
    ["soon", null],
    [3300, null],
    [nowMs / 1000 + 90 * 24 * 3600, null],
  ])("reads %s as the earliest refresh %s", (value, expected) => {
    expect(toEarliestRefresh(value, nowMs)).toBe(expected);
    expect(parseTokenResponse({ ...full, earliest_refresh_at: value }, nowMs)?.earliestRefreshAt).toBe(expected);
  });
});

describe("a refresh", () => {
  const refresh = (...answers: (() => Response)[]) => {
    const { context, sent } = upstream(...answers);
    return { outcome: refreshByForm(siwcClient(context, "oaiapp_x"), "rt", nowMs), sent };
  };

  it("names the resource and no scope, and takes an answer that leaves things out", async () => {
    const { outcome, sent } = refresh(() => json({ access_token: "at", token_type: "bearer", expires_in: 3600 }));
    expect(await outcome).toEqual({
      tokens: { accessToken: "at", expiresAt: "2026-11-21T13:00:00.000Z", earliestRefreshAt: null },
    });
    expect(sent[0]?.fields).toEqual({
      grant_type: "refresh_token",
      client_id: "oaiapp_x",
      refresh_token: "rt",
      resource: "https://api.openai.com/v1",
    });
  });

  it("reads the exact reason wherever it stands", async () => {
    for (const body of [
      { error: "refresh_token_reused" },
      { error: { code: "refresh_token_reused" } },
      { error: "invalid_grant", error_reason: "refresh_token_reused" },
    ]) {
      expect(await refresh(() => json(body, 400)).outcome).toMatchObject({ failure: { code: "refresh_token_reused" } });
    }
  });

  it("is not sent twice when its answer is lost", async () => {
    const lost = () => {
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
    };
    const { outcome, sent } = refresh(lost);
    expect(await outcome).toMatchObject({ failure: { code: "econnreset" } });
    expect(sent).toHaveLength(1);
  });
});

describe("a revocation", () => {
  const revoke = async (...answers: (() => Response)[]) => {
    const { context, sent } = upstream(...answers);
    const confirmed = await revokeByForm(siwcClient(context, "oaiapp_x"), "rt");
    return { confirmed, times: sent.length, fields: sent[0]?.fields };
  };
  const empty = (status: number) => () => new Response(null, { status });

  it("is confirmed by an empty 200, if need be at the second try", async () => {
    const fields = { token: "rt", token_type_hint: "refresh_token", client_id: "oaiapp_x" };
    expect(await revoke(empty(200))).toEqual({ confirmed: true, times: 1, fields });
    expect(await revoke(empty(500), empty(200))).toEqual({ confirmed: true, times: 2, fields });
  });

  it("is not confirmed by an outage or a refusal", async () => {
    expect(await revoke(empty(500))).toMatchObject({ confirmed: false, times: 2 });
    expect(await revoke(empty(400))).toMatchObject({ confirmed: false, times: 1 });
  });
});

describe("an id token", () => {
  let key: CryptoKey;
  let jwks: unknown;

  beforeAll(async () => {
    const pair = await generateKeyPair("RS256", { extractable: true });
    key = pair.privateKey;
    jwks = {
      keys: [{ ...(await crypto.subtle.exportKey("jwk", pair.publicKey)), kid: "k", alg: "RS256", use: "sig" }],
    };
  });

  async function judge(claims: Record<string, unknown>) {
    const seconds = Math.floor(nowMs / 1000);
    const usual = { iss: issuer, sub: "s", aud: ["oaiapp_x"], nonce: "n", iat: seconds, exp: seconds + 3600 };
    const token = await new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: "RS256", kid: "k" }).sign(key);
    const fetch = async () => json(jwks);
    const verifier = createIdTokenVerifier({ issuer, fetch, now: () => nowMs });
    return verifyIdentity(verifier, token, { clientId: "oaiapp_x", nonce: "n" }).then(
      () => "good",
      (error: AppError) => [error.code, error.facts.reason],
    );
  }

  it.each([
    ["an audience in a list of one", {}],
    ["an audience as text", { aud: "oaiapp_x" }],
    ["two audiences, given to us", { aud: ["oaiapp_x", "other"], azp: "oaiapp_x" }],
  ])("is good with %s", async (_what, claims) => {
    expect(await judge(claims)).toBe("good");
  });

  it.each([
    ["another audience", { aud: ["app_codex"] }, "it was made for another program"],
    ["another issuer", { iss: "https://evil.test" }, "it comes from another issuer"],
    ["two audiences, given to nobody", { aud: ["oaiapp_x", "other"] }, "it was made for another program"],
    [
      "two audiences, given to the other",
      { aud: ["oaiapp_x", "other"], azp: "other" },
      "it was given to another program",
    ],
    ["another authorized party", { azp: "other" }, "it was given to another program"],
    ["another nonce", { nonce: "x" }, "it belongs to another sign-in"],
    ["no nonce", { nonce: undefined }, "it belongs to another sign-in"],
    ["no time of issue", { iat: undefined }, "it does not say when it was made"],
    ["no subject", { sub: undefined }, "it names no subject"],
    ["its time over", { exp: 1 }, "it has expired; check the clock of this computer"],
    ["its time to come", { nbf: 1e11 }, "it is not valid yet; check the clock of this computer"],
  ])("is refused with %s", async (_what, claims, reason) => {
    expect(await judge(claims)).toEqual(["upstream_rejected", reason]);
  });

  it("is judged by the given clock, which may be a minute off", async () => {
    const seconds = nowMs / 1000;
    expect(await judge({ exp: seconds - 59 })).toBe("good");
    expect(await judge({ exp: seconds - 61 })).toEqual(["upstream_rejected", expect.stringContaining("expired")]);
  });
});

describe("the answer of the sign-in page", () => {
  const client = { client_id: "oaiapp_x" };
  const check = (server: object, issuerOfAnswer: string | null | undefined) => {
    try {
      return checkAuthResponse({ issuer, ...server }, client, { code: "c", issuer: issuerOfAnswer }).get("code");
    } catch (error) {
      return isAppError(error) && [error.code, error.facts.reason];
    }
  };
  const promised = { authorization_response_iss_parameter_supported: true };

  it("names this issuer or none, and this one where the server promises it", () => {
    expect(check({}, issuer)).toBe("c");
    expect(check({}, null)).toBe("c");
    expect(check(promised, issuer)).toBe("c");
    expect(check(promised, null)).toEqual(["upstream_rejected", "it does not name its issuer"]);
    for (const server of [{}, promised]) {
      expect(check(server, "https://evil.test")).toEqual(["upstream_rejected", "it came from another issuer"]);
      expect(check(server, `${issuer}/`)).toEqual(["upstream_rejected", "it came from another issuer"]);
    }
  });

  it("names none when a person pasted the code alone", () => {
    expect(check(promised, undefined)).toBe("c");
  });
});
