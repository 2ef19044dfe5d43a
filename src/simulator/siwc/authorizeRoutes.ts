import { randomBytes } from "node:crypto";
import { readFormOrJson } from "@/simulator/http/body";
import { type Exchange, type Route, send, sendHtml, sendJson } from "@/simulator/http/exchange";
import { renderErrorPage } from "@/simulator/oidc/signInPage";
import { findPerson, type Person } from "@/simulator/people";
import type { Simulation } from "@/simulator/simulation";
import { type AuthorizeRequest, readAuthorizeRequest } from "./authorizeRequest";
import { renderConsentPage } from "./consentPage";
import { planUseScope, type SiwcClient } from "./siwcState";

const path = /^\/api\/accounts\/authorize$/;

/** Discovery, which on the real issuer describes this route, and the browser's side of a sign-in. */
export function authorizeRoutes(simulation: Simulation): Route[] {
  return [
    {
      method: "GET",
      path: /^\/\.well-known\/openid-configuration$/,
      handle: (exchange) => sendJson(exchange, discovery(simulation.origin)),
    },
    {
      method: "GET",
      path,
      handle(exchange) {
        const request = readOrExplain(simulation, exchange);
        if (request !== undefined) sendHtml(exchange, renderConsentPage(request));
      },
    },
    {
      method: "POST",
      path,
      async handle(exchange) {
        const request = readOrExplain(simulation, exchange);
        if (request !== undefined) await decide(simulation, exchange, request);
      },
    },
  ];
}

function discovery(origin: string) {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/api/accounts/authorize`,
    token_endpoint: `${origin}/api/accounts/oauth/token`,
    revocation_endpoint: `${origin}/api/accounts/oauth/revoke`,
    userinfo_endpoint: `${origin}/api/accounts/oauth/userinfo`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
  };
}

function readOrExplain(simulation: Simulation, exchange: Exchange): AuthorizeRequest | undefined {
  const request = readAuthorizeRequest(exchange.query, simulation.siwc);
  if (!("error" in request)) return request;
  exchange.facts.error = request.error;
  sendHtml(exchange, renderErrorPage(request.error, request.description), 400);
  return undefined;
}

async function decide(simulation: Simulation, exchange: Exchange, request: AuthorizeRequest): Promise<void> {
  const form = await readFormOrJson(exchange);
  const person = findPerson(form.person);
  exchange.facts.decision = form.decision;
  exchange.facts.person = person?.id;
  const back = new URL(request.redirectUri);
  if (form.decision !== "approve" || person === undefined) {
    back.searchParams.set("error", "access_denied");
    back.searchParams.set("error_description", "The person denied the request");
    back.searchParams.set("state", request.state);
  } else {
    back.search = approve(simulation, request, person, form.plan_use === "on").toString();
    if (simulation.switches.siwcIssuer !== "none") back.searchParams.set("iss", issuerOf(simulation));
  }
  send(exchange, "", 303, { location: back.href, "cache-control": "no-store" });
}

function issuerOf({ switches, origin }: Simulation): string {
  return switches.siwcIssuer === "right" ? origin : "https://issuer.example";
}

function approve({ siwc }: Simulation, request: AuthorizeRequest, person: Person, lets: boolean): URLSearchParams {
  const client = request.client ?? register(request, person, lets);
  if (request.asksConsent) client.planUse = lets;
  siwc.clients.set(client.id, client);
  const scope = request.scopes.filter((name) => name !== planUseScope || client.planUse).join(" ");
  const code = `ac_${randomBytes(32).toString("base64url")}`;
  const { redirectUri, codeChallenge, nonce, hostId } = request;
  siwc.codes.set(code, { clientId: client.id, person: person.id, scope, redirectUri, codeChallenge, nonce, hostId });
  const answer = new URLSearchParams({ code, scope, state: request.state });
  // Only a new registration is told its id.
  if (request.client === undefined) answer.set("client_id", client.id);
  return answer;
}

function register(request: AuthorizeRequest, person: Person, planUse: boolean): SiwcClient {
  return { id: `oaiapp_${randomBytes(12).toString("hex")}`, name: request.name, person: person.id, planUse };
}
