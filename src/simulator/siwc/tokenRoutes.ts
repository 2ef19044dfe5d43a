import { createHash, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { readFormOrJson } from "@/simulator/http/body";
import { type Exchange, Refusal, type Route, sendJson } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import type { SigningKeys } from "@/simulator/oidc/signingKeys";
import { findPerson } from "@/simulator/people";
import { count, type Simulation } from "@/simulator/simulation";
import { dynamicClientId, resource, type SiwcCode, type SiwcSession } from "./siwcState";

type Form = Record<string, string>;

/** `/api/accounts/oauth/token` and `…/revoke`, both form-encoded and without a secret. */
export function tokenRoutes(simulation: Simulation, keys: SigningKeys): Route[] {
  return [
    {
      method: "POST",
      path: /^\/api\/accounts\/oauth\/token$/,
      async handle(exchange) {
        const form = await readForm(exchange);
        const grant = form.grant_type ?? "none";
        exchange.facts.grant = grant;
        exchange.facts.client = form.client_id;
        count(simulation.counters.tokenRequests, grant);
        if (form.client_id === dynamicClientId)
          throw oauthRefusal(401, "invalid_client", "the client id was not issued");
        if (form.resource !== resource) throw oauthRefusal(400, "invalid_target", `resource must be ${resource}`);
        if (grant === "authorization_code") await redeemCode(simulation, keys, exchange, form);
        else if (grant === "refresh_token") await refresh(simulation, keys, exchange, form);
        else throw oauthRefusal(400, "unsupported_grant_type", `${grant} is not offered`);
      },
    },
    {
      method: "POST",
      path: /^\/api\/accounts\/oauth\/revoke$/,
      async handle(exchange) {
        const form = await readForm(exchange);
        exchange.facts.tokenTypeHint = form.token_type_hint;
        exchange.facts.client = form.client_id;
        exchange.facts.token = fingerprint(form.token);
        if (!simulation.siwc.clients.has(form.client_id ?? "")) {
          throw oauthRefusal(401, "invalid_client", "client_id is not registered");
        }
        const token = simulation.siwc.tokens.refresh.get(form.token ?? "");
        if (token !== undefined) simulation.siwc.tokens.revokeGrant(token.grantId);
        exchange.res.writeHead(200, { "content-length": "0" }).end();
      },
    },
  ];
}

async function readForm(exchange: Exchange): Promise<Form> {
  if (!(exchange.req.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) {
    throw oauthRefusal(400, "invalid_request", "the body must be form-encoded");
  }
  return readFormOrJson(exchange);
}

async function redeemCode(simulation: Simulation, keys: SigningKeys, exchange: Exchange, form: Form): Promise<void> {
  const { siwc } = simulation;
  const code = siwc.codes.get(form.code ?? "");
  siwc.codes.delete(form.code ?? "");
  if (code === undefined || !isOwner(code, form)) {
    throw oauthRefusal(400, "invalid_grant", "the authorization code is used, expired or not yours");
  }
  const { clientId, person, scope, hostId, nonce } = code;
  const session: SiwcSession = { clientId, person, scope, hostId, earliestRefreshMs: 0 };
  const grantId = randomUUID();
  siwc.sessions.set(grantId, session);
  sendJson(exchange, await issue(simulation, keys, grantId, session, nonce), 200, { "cache-control": "no-store" });
}

function isOwner(code: SiwcCode, form: Form): boolean {
  const challenge = createHash("sha256")
    .update(form.code_verifier ?? "")
    .digest("base64url");
  return code.clientId === form.client_id && code.redirectUri === form.redirect_uri && code.codeChallenge === challenge;
}

const reasons = {
  used: "refresh_token_reused",
  expired: "refresh_token_expired",
  revoked: "refresh_token_invalidated",
} as const;

async function refresh(simulation: Simulation, keys: SigningKeys, exchange: Exchange, form: Form): Promise<void> {
  const { siwc, switches, counters } = simulation;
  exchange.facts.refreshToken = fingerprint(form.refresh_token);
  await sleep(switches.refreshDelayMs);
  const token = siwc.tokens.refresh.get(form.refresh_token ?? "");
  const session = token && siwc.sessions.get(token.grantId);
  const refuse = (code: string, reason?: string) => {
    count(counters.refreshOutcomes, reason ?? code);
    return oauthRefusal(400, code, "the refresh token cannot be used", reason);
  };
  if (token === undefined || session === undefined) throw refuse("invalid_grant", "invalid_refresh_token");
  if (session.clientId !== form.client_id) throw refuse("invalid_client");
  if (token.state !== "live") {
    // A used token kills its whole family, as RFC 9700 §4.14.2 asks.
    if (token.state === "used") siwc.tokens.revokeGrant(token.grantId);
    throw refuse("invalid_grant", reasons[token.state]);
  }
  if (simulation.now() < session.earliestRefreshMs) throw refuse("invalid_request", "refresh_too_early");
  const isPartial = switches.refreshAnswer === "access-token-only";
  if (!isPartial) token.state = "used";
  const answer = await issue(simulation, keys, token.grantId, session);
  count(counters.refreshOutcomes, "ok");
  const { access_token, token_type, expires_in } = answer;
  sendJson(exchange, isPartial ? { access_token, token_type, expires_in } : answer, 200, {
    "cache-control": "no-store",
  });
}

async function issue(
  simulation: Simulation,
  keys: SigningKeys,
  grantId: string,
  session: SiwcSession,
  nonce?: string,
): Promise<Record<string, unknown>> {
  const { siwc, switches, origin } = simulation;
  const { clientId, scope } = session;
  const person = findPerson(session.person);
  if (person === undefined) throw new Error(`nobody is called ${session.person}`);
  const nowSeconds = Math.floor(simulation.now() / 1000);
  const jti = randomUUID();
  const common = { iss: origin, sub: person.sub, iat: nowSeconds };
  const accessToken = await keys.signIdToken(
    {
      ...common,
      aud: resource,
      client_id: clientId,
      scope,
      jti,
      nbf: nowSeconds,
      exp: nowSeconds + switches.accessTokenSeconds,
      "https://api.openai.com/auth": { per_user_salt: fingerprint(person.sub), encrypted_auth_metadata: jti },
    },
    "none",
  );
  const idToken = await keys.signIdToken(
    {
      ...common,
      aud: [clientId],
      exp: nowSeconds + 3600,
      name: person.name,
      ...(person.email === undefined ? {} : { email: person.email, email_verified: true }),
      ...(nonce === undefined ? {} : { nonce }),
    },
    switches.idToken,
  );
  siwc.tokens.access.set(jti, { person: person.id, grantId, state: "live" });
  const bound = switches.siwcEarliestRefreshSeconds;
  session.earliestRefreshMs = bound === null ? 0 : simulation.now() + bound * 1000;
  return {
    access_token: accessToken,
    ...(scope.split(" ").includes("offline_access")
      ? { refresh_token: newRefreshToken(simulation, session, grantId) }
      : {}),
    ...(switches.idToken === "absent" ? {} : { id_token: idToken }),
    token_type: "Bearer",
    expires_in: switches.accessTokenSeconds,
    scope,
    earliest_refresh_at: bound === null ? null : nowSeconds + bound,
  };
}

function newRefreshToken({ siwc }: Simulation, { person }: SiwcSession, grantId: string): string {
  const token = `rt_${randomBytes(32).toString("base64url")}`;
  siwc.tokens.refresh.set(token, { person, grantId, state: "live" });
  return token;
}

function oauthRefusal(status: number, error: string, description: string, reason?: string): Refusal {
  return new Refusal(status, {
    error,
    error_description: description,
    ...(reason === undefined ? {} : { error_reason: reason }),
  });
}
