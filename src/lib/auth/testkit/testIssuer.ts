import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** A small issuer for tests: signs id tokens, checks PKCE, rotates refresh tokens and notices reuse. */
export interface TestIssuer {
  origin: string;
  fetch: typeof fetch;
  /** Method and path of every request, in order. */
  requests: string[];
  /** Bodies of requests to the token endpoint. */
  tokenBodies: string[];
  revoked: string[];
  /** What the person does on the sign-in page: an authorization code for this address. */
  approve(authorizationUrl: string, person?: Person): string;
  /** Answers requests to a path in its own way; undefined goes on as usual. */
  intercept?: (path: string, body: string) => Promise<Response | undefined> | Response | undefined;
  signIdToken(person: Person, options?: { kid?: string; claims?: JWTPayload; key?: CryptoKey }): Promise<string>;
  /** The issuer's clock, in milliseconds. */
  now: () => number;
  /** Seconds that access tokens live. */
  accessTokenLifetime: number;
  /** Refresh tokens given out, newest last. */
  refreshTokens: string[];
}

export interface Person {
  sub: string;
  email?: string;
  accountId?: string;
  userId?: string;
  plan?: string;
  organizationId?: string;
  projectId?: string;
}

export const CLIENT_ID = "app_EMoamEEZ73f0CkXaXp7hrann";
export const workspacePerson: Person = {
  sub: "sub-ada",
  email: "ada@example.com",
  accountId: "ws-work",
  userId: "user-ada",
  plan: "business",
  organizationId: "org-work",
  projectId: "proj-work",
};
export const ada: Person = {
  sub: "sub-ada",
  email: "ada@example.com",
  accountId: "ws-ada",
  userId: "user-ada",
  plan: "plus",
};

const json = (body: unknown, status = 200) => Response.json(body, { status });

export async function createTestIssuer(origin = "http://127.0.0.1:9"): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "key-1", alg: "RS256", use: "sig" };
  const codes = new Map<string, { challenge: string; redirectUri: string; person: Person }>();
  const live = new Map<string, Person>();
  const seconds = () => Math.floor(issuer.now() / 1000);

  const issuer: TestIssuer = {
    origin,
    requests: [],
    tokenBodies: [],
    revoked: [],
    refreshTokens: [],
    now: Date.now,
    accessTokenLifetime: 3600,
    approve(authorizationUrl, person = ada) {
      const query = new URL(authorizationUrl).searchParams;
      const code = `code-${randomUUID()}`;
      codes.set(code, {
        challenge: query.get("code_challenge") ?? "",
        redirectUri: query.get("redirect_uri") ?? "",
        person,
      });
      return code;
    },
    signIdToken: (person, { kid = "key-1", claims = {}, key = privateKey } = {}) =>
      new SignJWT({
        ...toClaims(person),
        iss: issuer.origin,
        aud: CLIENT_ID,
        iat: seconds(),
        exp: seconds() + 3600,
        ...claims,
      })
        .setProtectedHeader({ alg: "RS256", kid })
        .sign(key),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const path = new URL(request.url).pathname;
      const body = await request.text();
      issuer.requests.push(`${request.method} ${path}`);
      if (path === "/oauth/token") issuer.tokenBodies.push(body);
      return (await issuer.intercept?.(path, body)) ?? answer(path, body);
    },
  };

  async function answer(path: string, body: string): Promise<Response> {
    if (path === "/.well-known/openid-configuration") {
      return json({ issuer: issuer.origin, jwks_uri: `${issuer.origin}/.well-known/jwks.json` });
    }
    if (path === "/.well-known/jwks.json") return json({ keys: [jwk] });
    if (path === "/oauth/token") return body.startsWith("{") ? refresh(JSON.parse(body)) : exchange(body);
    if (path === "/v1/models") return json({ object: "list", data: [{ id: "gpt-6", object: "model" }] });
    if (path === "/oauth/revoke") {
      issuer.revoked.push(JSON.parse(body).token);
      return new Response(null, { status: 200 });
    }
    return json({ detail: "Not Found" }, 404);
  }

  async function exchange(body: string): Promise<Response> {
    const form = new URLSearchParams(body);
    if (form.has("requested_token")) return json({ access_token: `sk-${randomUUID()}`, token_type: "Bearer" });
    const grant = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (grant === undefined || grant.challenge !== challenge || grant.redirectUri !== form.get("redirect_uri")) {
      return json({ error: "invalid_grant" }, 400);
    }
    return issue(grant.person);
  }

  async function refresh(body: { refresh_token: string }): Promise<Response> {
    const person = live.get(body.refresh_token);
    if (person === undefined) {
      live.clear();
      return json(
        { error: { message: "Your refresh token has already been used.", code: "refresh_token_reused" } },
        401,
      );
    }
    live.delete(body.refresh_token);
    return issue(person);
  }

  async function issue(person: Person): Promise<Response> {
    const refreshToken = `rt_${randomUUID()}`;
    live.set(refreshToken, person);
    issuer.refreshTokens.push(refreshToken);
    const accessToken = await issuer.signIdToken(person, {
      claims: { exp: seconds() + issuer.accessTokenLifetime, jti: randomUUID() },
    });
    return json({ id_token: await issuer.signIdToken(person), access_token: accessToken, refresh_token: refreshToken });
  }

  return issuer;
}

function toClaims(person: Person): JWTPayload {
  return {
    sub: person.sub,
    email: person.email,
    "https://api.openai.com/auth": {
      chatgpt_account_id: person.accountId,
      chatgpt_user_id: person.userId,
      chatgpt_plan_type: person.plan,
      organization_id: person.organizationId,
      project_id: person.projectId,
    },
  };
}

/** Puts the issuer on a port of this computer, for tests with several processes. */
export async function serveTestIssuer(): Promise<{ issuer: TestIssuer; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const answer = await issuer.fetch(`${issuer.origin}${request.url}`, {
      method: request.method,
      headers: { "content-type": request.headers["content-type"] ?? "" },
      body: body.length > 0 ? body : undefined,
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = await createTestIssuer(`http://127.0.0.1:${port}`);
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
