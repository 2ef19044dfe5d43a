import { createHash, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { readFormOrJson } from "@/simulator/http/body";
import { type Exchange, Refusal, type Route, sendJson } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import type { SigningKeys } from "@/simulator/oidc/signingKeys";
import { findPerson } from "@/simulator/people";
import { count, type Simulation } from "@/simulator/simulation";
import { type GoogleGrant, googlePath } from "./googleState";

type Form = Record<string, string>;

/** The token endpoint, for clients with a secret, and revocation. */
export function tokenRoutes(simulation: Simulation, keys: SigningKeys): Route[] {
  return [
    {
      method: "POST",
      path: /^\/google\/token$/,
      async handle(exchange) {
        const form = await readFormOrJson(exchange);
        const grant = form.grant_type ?? "none";
        exchange.facts.grant = grant;
        count(simulation.counters.tokenRequests, grant);
        if (!form.client_id || !form.client_secret || form.client_secret.includes("invalid")) {
          throw new Refusal(401, { error: "invalid_client", error_description: "Unauthorized" });
        }
        const answer = await (grant === "refresh_token"
          ? refresh(simulation, keys, exchange, form)
          : redeem(simulation, keys, form));
        sendJson(exchange, answer, 200, { "cache-control": "no-store" });
      },
    },
    {
      method: "POST",
      path: /^\/google\/revoke$/,
      async handle(exchange) {
        const { token = "" } = await readFormOrJson(exchange);
        exchange.facts.token = fingerprint(token);
        const { refresh: known, access } = simulation.google.tokens;
        const found = known.get(token) ?? access.get(token);
        if (found?.state !== "live") throw new Refusal(400, { error: "invalid_token" });
        simulation.google.tokens.revokeGrant(found.grantId);
        sendJson(exchange, {});
      },
    },
  ];
}

async function redeem(simulation: Simulation, keys: SigningKeys, form: Form) {
  const { google } = simulation;
  const code = google.codes.get(form.code ?? "");
  google.codes.delete(form.code ?? "");
  const challenge = createHash("sha256")
    .update(form.code_verifier ?? "")
    .digest("base64url");
  const isOwner = code?.clientId === form.client_id && code?.redirectUri === form.redirect_uri;
  if (code === undefined || !isOwner || code.codeChallenge !== challenge) throw invalidGrant("Malformed auth code.");
  const { clientId, person, scope, nonce, isOffline } = code;
  const grantId = randomUUID();
  google.grants.set(grantId, { clientId, person, scope });
  const answer = await issue(simulation, keys, grantId, { clientId, person, scope }, nonce);
  if (!isOffline) return answer;
  const refreshToken = `1//${randomBytes(32).toString("base64url")}`;
  google.tokens.refresh.set(refreshToken, { person, grantId, state: "live" });
  return { ...answer, refresh_token: refreshToken };
}

/** The refresh token stays as it is. */
async function refresh(simulation: Simulation, keys: SigningKeys, exchange: Exchange, form: Form) {
  const { google, switches, counters } = simulation;
  exchange.facts.refreshToken = fingerprint(form.refresh_token);
  await sleep(switches.refreshDelayMs);
  const token = google.tokens.refresh.get(form.refresh_token ?? "");
  const grant = token && google.grants.get(token.grantId);
  if (token?.state !== "live" || grant === undefined || grant.clientId !== form.client_id) {
    count(counters.refreshOutcomes, "invalid_grant");
    throw invalidGrant("Token has been expired or revoked.");
  }
  count(counters.refreshOutcomes, "ok");
  return issue(simulation, keys, token.grantId, grant);
}

async function issue(
  { google, switches, origin, now }: Simulation,
  keys: SigningKeys,
  grantId: string,
  { clientId, person: personId, scope }: GoogleGrant,
  nonce?: string,
) {
  const person = findPerson(personId);
  const accessToken = `ya29.${randomBytes(32).toString("base64url")}`;
  google.tokens.access.set(accessToken, { person: personId, grantId, state: "live" });
  google.ends.set(accessToken, now() + switches.accessTokenSeconds * 1000);
  const nowSeconds = Math.floor(now() / 1000);
  const idToken = await keys.signIdToken(
    {
      iss: origin + googlePath,
      azp: clientId,
      aud: clientId,
      sub: fingerprint(person?.sub),
      ...(person?.email === undefined ? {} : { email: person.email, email_verified: true }),
      ...(nonce === undefined ? {} : { nonce }),
      iat: nowSeconds,
      exp: nowSeconds + 3600,
    },
    switches.idToken,
  );
  return {
    access_token: accessToken,
    expires_in: switches.accessTokenSeconds,
    scope,
    token_type: "Bearer",
    ...(switches.idToken === "absent" ? {} : { id_token: idToken }),
  };
}

function invalidGrant(description: string): Refusal {
  return new Refusal(400, { error: "invalid_grant", error_description: description });
}
