import { randomBytes } from "node:crypto";
import { readFormOrJson } from "@/simulator/http/body";
import { type Exchange, type Route, send, sendHtml, sendJson } from "@/simulator/http/exchange";
import { escapeHtml, renderPage } from "@/simulator/oidc/page";
import { decisionButtons, peopleChoice, renderErrorPage } from "@/simulator/oidc/signInPage";
import type { SigningKeys } from "@/simulator/oidc/signingKeys";
import { findPerson, type Person } from "@/simulator/people";
import type { Simulation } from "@/simulator/simulation";
import { own } from "@/types/own";
import { googlePath, grantedNames } from "./googleState";

const path = /^\/google\/o\/oauth2\/v2\/auth$/;

/** Discovery, keys, and the browser's side of a sign-in with Google. */
export function authorizeRoutes(simulation: Simulation, keys: SigningKeys): Route[] {
  const show = (exchange: Exchange) => {
    const problem = problemOf(exchange.query);
    if (problem === undefined) return true;
    sendHtml(exchange, renderErrorPage("invalid_request", problem), 400);
    return false;
  };
  return [
    {
      method: "GET",
      path: /^\/google\/\.well-known\/openid-configuration$/,
      handle: (exchange) => sendJson(exchange, discovery(simulation.origin + googlePath)),
    },
    {
      method: "GET",
      path: /^\/google\/oauth2\/v3\/certs$/,
      handle(exchange) {
        const isUp = simulation.switches.jwks === "up";
        sendJson(exchange, isUp ? { keys: keys.published() } : { error: "unavailable" }, isUp ? 200 : 503);
      },
    },
    {
      method: "GET",
      path,
      handle(exchange) {
        if (show(exchange)) sendHtml(exchange, renderGooglePage(exchange.query));
      },
    },
    {
      method: "POST",
      path,
      async handle(exchange) {
        if (show(exchange)) await decide(simulation, exchange);
      },
    },
  ];
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/o/oauth2/v2/auth`,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/revoke`,
    jwks_uri: `${issuer}/oauth2/v3/certs`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["plain", "S256"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
  };
}

/** Google shows these on a page of its own and sends nobody back. */
function problemOf(query: URLSearchParams): string | undefined {
  const redirectUri = URL.parse(query.get("redirect_uri") ?? "");
  if (!query.get("client_id")) return "Missing required parameter: client_id";
  if (redirectUri === null) return "Missing required parameter: redirect_uri";
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(redirectUri.hostname);
  if (redirectUri.protocol !== "https:" && !isLoopback) return "redirect_uri must be https, or on this computer";
  if (query.get("response_type") !== "code") return "response_type must be code";
  if (!query.get("scope")) return "Missing required parameter: scope";
  if (query.get("code_challenge_method") !== "S256") return "PKCE with S256 is required";
  return undefined;
}

function renderGooglePage(query: URLSearchParams): string {
  const redirectUri = new URL(query.get("redirect_uri") ?? "");
  return renderPage(
    "Simulated Google sign-in",
    `<h1>Simulated Google sign-in</h1>
<p>Nothing leaves this computer. Choose who you want to be.</p>
<form method="post">${peopleChoice()}${decisionButtons}</form>
<p class="note">You will be sent back to ${escapeHtml(redirectUri.host)}.</p>`,
  );
}

async function decide(simulation: Simulation, exchange: Exchange): Promise<void> {
  const form = await readFormOrJson(exchange);
  const person = findPerson(form.person);
  exchange.facts.decision = form.decision;
  exchange.facts.person = person?.id;
  const back = new URL(exchange.query.get("redirect_uri") ?? "");
  const isApproved = form.decision === "approve" && person !== undefined;
  const answer: Record<string, string> = isApproved
    ? { code: issueCode(simulation, exchange.query, person, form.scopes === "identity") }
    : { error: "access_denied" };
  const state = exchange.query.get("state");
  back.search = new URLSearchParams({ ...answer, ...(state === null ? {} : { state }) }).toString();
  send(exchange, "", 303, { location: back.href, "cache-control": "no-store" });
}

/** A person may tick off what is asked for beside the identity. */
function issueCode({ google }: Simulation, query: URLSearchParams, person: Person, isIdentityOnly: boolean): string {
  const clientId = query.get("client_id") ?? "";
  const consent = `${clientId} ${person.id}`;
  const isConsent = query.get("prompt")?.split(" ").includes("consent") === true || !google.consents.has(consent);
  google.consents.add(consent);
  const asked = (query.get("scope") ?? "")
    .split(" ")
    .filter((scope) => !isIdentityOnly || own(grantedNames, scope) !== undefined);
  const code = `4/${randomBytes(24).toString("base64url")}`;
  google.codes.set(code, {
    clientId,
    person: person.id,
    scope: asked.map((scope) => own(grantedNames, scope) ?? scope).join(" "),
    redirectUri: query.get("redirect_uri") ?? "",
    codeChallenge: query.get("code_challenge") ?? "",
    nonce: query.get("nonce") ?? undefined,
    isOffline: isConsent && query.get("access_type") === "offline",
  });
  return code;
}
