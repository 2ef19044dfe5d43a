import { readFormOrJson } from "@/simulator/http/body";
import { type Exchange, type Route, sendHtml, sendJson } from "@/simulator/http/exchange";
import { findPerson } from "@/simulator/people";
import type { Simulation } from "@/simulator/simulation";
import { createGrant } from "./authorizationCode";
import type { OidcServer } from "./provider";
import { renderErrorPage, renderSignInPage } from "./signInPage";

/** The browser's side of a sign-in: authorize, choose and approve, be sent back. */
export function signInRoutes(simulation: Simulation, server: OidcServer): Route[] {
  const callback = server.provider.callback();
  const passOn = async (exchange: Exchange) => {
    forgetSession(exchange);
    await callback(exchange.req, exchange.res);
  };
  return [
    {
      method: "GET",
      path: /^\/oauth\/authorize$/,
      async handle(exchange) {
        askForConsent(exchange);
        await passOn(exchange);
      },
    },
    { method: "GET", path: /^\/oauth\/authorize\/[^/]+$/, handle: passOn },
    { method: "GET", path: /^\/\.well-known\/oauth-authorization-server$/, handle: passOn },
    {
      method: "GET",
      path: /^\/\.well-known\/jwks\.json$/,
      handle(exchange) {
        const isUp = simulation.switches.jwks === "up";
        if (isUp) sendJson(exchange, { keys: server.keys.published() });
        else sendJson(exchange, { detail: "Service Unavailable" }, 503);
      },
    },
    { method: "GET", path: /^\/interaction\/[^/]+$/, handle: (exchange) => showSignIn(server, exchange) },
    { method: "POST", path: /^\/interaction\/[^/]+$/, handle: (exchange) => finishSignIn(server, exchange) },
  ];
}

/** Every sign-in asks anew who it is: a remembered session would skip the choice. */
function forgetSession({ req }: Exchange): void {
  const cookies = (req.headers.cookie ?? "").split("; ").filter((cookie) => !cookie.startsWith("_session"));
  req.headers.cookie = cookies.join("; ");
}

/** OIDC grants `offline_access` only with `prompt=consent`; the real server grants it to this client without. */
function askForConsent({ req, query }: Exchange): void {
  if (query.has("prompt")) return;
  req.url = `${req.url}&prompt=consent`;
}

async function detailsOf(server: OidcServer, exchange: Exchange) {
  try {
    return await server.provider.interactionDetails(exchange.req, exchange.res);
  } catch {
    sendHtml(exchange, renderErrorPage("session_not_found", "This sign-in has ended. Start it again."), 400);
    return undefined;
  }
}

async function showSignIn(server: OidcServer, exchange: Exchange): Promise<void> {
  const details = await detailsOf(server, exchange);
  if (details !== undefined) sendHtml(exchange, renderSignInPage(String(details.params.redirect_uri)));
}

async function finishSignIn(server: OidcServer, exchange: Exchange): Promise<void> {
  const details = await detailsOf(server, exchange);
  if (details === undefined) return;
  const form = await readFormOrJson(exchange);
  const person = findPerson(form.person);
  exchange.facts.decision = form.decision;
  exchange.facts.person = person?.id;
  const { req, res } = exchange;
  if (form.decision !== "approve" || person === undefined) {
    const denial = { error: "access_denied", error_description: "The person denied the request" };
    await server.provider.interactionFinished(req, res, denial, { mergeWithLastSubmission: false });
    return;
  }
  const withOrganizations = details.params.id_token_add_organizations === "true";
  const grantId = await createGrant(server, person, withOrganizations);
  const result = { login: { accountId: person.id, remember: false }, consent: { grantId } };
  await server.provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false });
}
