import { randomBytes } from "node:crypto";
import { type Configuration, Provider } from "oidc-provider";
import { findPerson } from "@/simulator/people";
import type { Simulation } from "@/simulator/simulation";
import { accessTokenClaims, idTokenClaimNames, idTokenClaims } from "./claims";
import { createMemoryAdapterFactory } from "./memoryAdapter";
import { renderErrorPage } from "./signInPage";
import type { SigningKeys } from "./signingKeys";

/** The Codex CLI's public client. */
export const clientId = "app_EMoamEEZ73f0CkXaXp7hrann";
/** What access tokens are for. */
export const audience = "https://api.openai.com/v1";
export const tokenExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
export const scopes = ["openid", "profile", "email", "offline_access", "api.connectors.read", "api.connectors.invoke"];

const codexRedirectUris = ["localhost", "127.0.0.1"].flatMap((host) =>
  [1455, 1457].map((port) => `http://${host}:${port}/auth/callback`),
);
/** A refresh token outlives any session here. */
const refreshTokenSeconds = 60 * 24 * 3600;

/** Parameters beyond OAuth's that the client sends; they are taken and, but for the first, change nothing. */
const codexParameters = [
  "id_token_add_organizations",
  "codex_cli_simplified_flow",
  "originator",
  "allowed_workspace_id",
  "current_workspace_id",
];

/** Facts about one sign-in that OAuth itself has no place for, by grant. */
export type SignIns = Map<string, { withOrganizations: boolean }>;

export interface OidcServer {
  provider: Provider;
  signIns: SignIns;
  keys: SigningKeys;
}

/** A real OIDC server with the paths, the client and the claims of the ChatGPT sign-in. */
export function createOidcServer(simulation: Simulation, keys: SigningKeys, redirectUris: string[]): OidcServer {
  const signIns: SignIns = new Map();
  const provider = new Provider(simulation.origin, configuration(simulation, keys, signIns, redirectUris));
  prefixTokens(provider);
  // By default a failing request would be written to the console.
  provider.onerror = (error: Error) => simulation.log(`sign-in server: ${error.message}`);
  provider.on("server_error", (_context, error: Error) => simulation.log(`sign-in server: ${error.message}`));
  provider.on("refresh_token.saved", (token) => {
    const person = findPerson(token.accountId);
    if (person === undefined || token.grantId === undefined || token.jti === undefined) return;
    simulation.tokens.refresh.set(token.jti, { person: person.id, grantId: token.grantId, state: "live" });
  });
  provider.on("grant.revoked", (_context, grantId: string) => simulation.tokens.revokeGrant(grantId));
  return { provider, signIns, keys };
}

function configuration(
  simulation: Simulation,
  keys: SigningKeys,
  signIns: SignIns,
  redirectUris: string[],
): Configuration {
  return {
    adapter: createMemoryAdapterFactory(),
    clients: [
      {
        client_id: clientId,
        // Of a native client the server would accept any loopback port; the real list is exact.
        application_type: "web",
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token", tokenExchangeGrant],
        response_types: ["code"],
        redirect_uris: [...codexRedirectUris, ...redirectUris, `${simulation.origin}/deviceauth/callback`],
      },
    ],
    responseTypes: ["code"],
    clientAuthMethods: ["none"],
    scopes,
    extraParams: codexParameters,
    claims: { openid: idTokenClaimNames },
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(16).toString("hex")] },
    jwks: { keys: [keys.first.privateJwk] },
    pkce: { required: () => true },
    rotateRefreshToken: () => simulation.switches.refreshAnswer === "full",
    expiresWithSession: () => false,
    issueRefreshToken: (_context, client, source) =>
      client.grantTypeAllowed("refresh_token") && source.scopes.has("offline_access"),
    ttl: {
      // biome-ignore lint/correctness/noComponentHookFactories: a token's name, not a component's
      AccessToken: () => simulation.switches.accessTokenSeconds,
      AuthorizationCode: 60,
      IdToken: 3600,
      RefreshToken: refreshTokenSeconds,
      Grant: refreshTokenSeconds,
      Interaction: 3600,
      Session: 3600,
    },
    routes: {
      authorization: "/oauth/authorize",
      token: "/oauth/token",
      revocation: "/oauth/revoke",
      jwks: "/.well-known/jwks.json",
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    renderError: (context, out) => {
      context.type = "html";
      context.body = renderErrorPage(out.error, out.error_description ?? "");
    },
    findAccount: (_context, personId, token) => {
      const person = findPerson(personId);
      if (person === undefined) return undefined;
      const grantId = token !== undefined && "grantId" in token ? String(token.grantId) : "";
      return {
        accountId: person.id,
        claims: () => idTokenClaims(person, signIns.get(grantId)?.withOrganizations ?? false),
      };
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true, allowedPolicy: () => true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: scopes.join(" "),
          audience,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt: (_context, token, jwt) => {
          const person = findPerson("accountId" in token ? token.accountId : undefined);
          if (person === undefined || !("grantId" in token) || token.grantId === undefined) return;
          simulation.tokens.access.set(String(jwt.payload.jti), {
            person: person.id,
            grantId: token.grantId,
            state: "live",
          });
          Object.assign(jwt.payload, accessTokenClaims(person, String(jwt.payload.scope ?? "")));
        },
      },
    },
  };
}

/** Opaque tokens that look like what they are: `rt_…` for a refresh token, `ac_…` for a code. */
function prefixTokens(provider: Provider): void {
  const prefixed = (prefix: string) => ({ value: () => `${prefix}_${randomBytes(32).toString("base64url")}` });
  Object.defineProperty(provider.RefreshToken.prototype, "generateTokenId", prefixed("rt"));
  Object.defineProperty(provider.AuthorizationCode.prototype, "generateTokenId", prefixed("ac"));
}
