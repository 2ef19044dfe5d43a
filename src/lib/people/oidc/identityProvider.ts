import { setTimeout as sleep } from "node:timers/promises";
import * as oauth from "oauth4webapi";
import { discoverServer, type OpenidServer } from "@/lib/auth/issuer/discovery";
import { exchangeError } from "@/lib/auth/issuer/exchangeError";
import { toNetworkFailure, toUpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import { oauthRequest } from "@/lib/auth/issuer/oauthRequest";
import type { OidcConfig } from "@/lib/configOidc";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import { AppError, isAppError } from "@/types/errors";
import { isLoopbackHost } from "@/types/outboundUrl";
import { type Identity, readIdentity } from "./identity";
import type { PendingSignIn } from "./pendingSignIn";

/** How long the provider's description of itself is believed, in milliseconds. */
const DESCRIPTION_MS = 60 * 60 * 1000;
const RETRY_PAUSE_MS = 300;
/** How far the provider's clock may be from ours, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 60;

export interface IdentityProviderOptions {
  config: OidcConfig;
  fetch: typeof fetch;
  now(): number;
}

export interface IdentityProvider {
  /** Where somebody signs in. @throws AppError `upstream_unavailable`, `upstream_rejected`, `egress_blocked` */
  authorizationUrl(pending: Omit<PendingSignIn, "expiresAtMs">): Promise<string>;
  /**
   * Who came back, by the query of the address they came back to (OpenID Connect Core 1.0, §3.1.3; RFC 7636; RFC 9207).
   * @throws AppError `access_denied` (they said no), `flow_expired`, `upstream_rejected`, `upstream_unavailable`,
   * `egress_blocked`, `rate_limited`, `timeout`
   */
  identify(answer: URLSearchParams, pending: PendingSignIn): Promise<Identity>;
}

export function createIdentityProvider({ config, fetch, now }: IdentityProviderOptions): IdentityProvider {
  const { name, issuer, clientId } = config;
  const describe = createDescription({ config, fetch, now });
  const request = () => oauthRequest({ issuer, fetch, userAgent: PATCHBAY_AGENT });
  const client = (): oauth.Client => ({
    client_id: clientId,
    [oauth.clockSkew]: Math.round((now() - Date.now()) / 1000),
    [oauth.clockTolerance]: CLOCK_TOLERANCE_SECONDS,
  });

  async function redeem(server: OpenidServer, callback: URLSearchParams, pending: PendingSignIn): Promise<Response> {
    const { redirectUri, codeVerifier } = pending;
    const proof = authenticationOf(server, config.clientSecret);
    const response = await oauth
      .authorizationCodeGrantRequest(server, client(), proof, callback, redirectUri, codeVerifier, request())
      .catch((error: unknown) => {
        throw exchangeError(toNetworkFailure(error), error, name);
      });
    if (!response.ok) throw exchangeError(await toUpstreamFailure(response, Date.now()), undefined, name);
    return response;
  }

  async function readUserinfo(server: OpenidServer, accessToken: string, subject: string): Promise<object> {
    const response = await oauth.userInfoRequest(server, client(), accessToken, request()).catch((error: unknown) => {
      throw exchangeError(toNetworkFailure(error), error, name);
    });
    if (!response.ok) throw exchangeError(await toUpstreamFailure(response, Date.now()), undefined, name);
    return oauth.processUserInfoResponse(server, client(), subject, response);
  }

  async function readClaims(server: OpenidServer, response: Response, nonce: string): Promise<object> {
    const tokens = await oauth.processAuthorizationCodeResponse(server, client(), response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(server, response, request());
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (claims === undefined) throw refused(name, "it holds no identity");
    const hasGroups = config.roles.size === 0 || config.groupsClaim in claims;
    const hasAll = hasGroups && ("preferred_username" in claims || "email" in claims);
    if (hasAll || server.userinfo_endpoint === undefined) return claims;
    return { ...(await readUserinfo(server, tokens.access_token, claims.sub)), ...claims };
  }

  return {
    authorizationUrl: async ({ redirectUri, state, nonce, codeVerifier }) => {
      const url = new URL((await describe()).authorization_endpoint);
      const parameters = {
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: config.scopes,
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
      };
      for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
      return url.href;
    },
    identify: async (answer, pending) => {
      const server = await describe();
      try {
        const callback = oauth.validateAuthResponse(server, client(), answer, pending.state);
        const response = await redeem(server, callback, pending);
        return readIdentity(await readClaims(server, response, pending.nonce), config);
      } catch (error) {
        throw toRefusal(name, error);
      }
    },
  };
}

/** The description is asked for once for all, and kept while it cannot be had anew. */
function createDescription({ config, fetch, now }: IdentityProviderOptions): () => Promise<OpenidServer> {
  const { issuer, name } = config;
  let known: { server: OpenidServer; atMs: number } | undefined;
  let asking: Promise<OpenidServer> | undefined;

  /** Of a company's own provider, keys and tokens may stand on another host than its name. */
  const isTrusted = ({ protocol, hostname }: URL) =>
    protocol === "https:" || (isLoopbackHost(hostname) && isLoopbackHost(new URL(issuer).hostname));
  const ask = () => discoverServer({ issuer, name, setting: "PATCHBAY_OIDC_ISSUER", isTrusted, fetch });

  async function refresh(): Promise<OpenidServer> {
    try {
      const server = await ask().catch(async (error: unknown) => {
        if (!isAppError(error) || error.code !== "upstream_unavailable") throw error;
        await sleep(RETRY_PAUSE_MS);
        return ask();
      });
      known = { server, atMs: now() };
      return server;
    } catch (error) {
      if (known === undefined || !isAppError(error) || error.code !== "upstream_unavailable") throw error;
      return known.server;
    } finally {
      asking = undefined;
    }
  }

  return async () => {
    if (known !== undefined && now() - known.atMs < DESCRIPTION_MS) return known.server;
    asking ??= refresh();
    return asking;
  };
}

/** How the program proves itself: the standard's usual way, unless the provider takes the other one only. */
function authenticationOf(server: OpenidServer, secret: string): oauth.ClientAuth {
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const isPostOnly = methods.includes("client_secret_post") && !methods.includes("client_secret_basic");
  return isPostOnly ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret);
}

/** What the library found wrong with an answer, as a person who signs in should read it. */
function toRefusal(name: string, error: unknown): unknown {
  if (isAppError(error)) return error;
  if (error instanceof oauth.AuthorizationResponseError) {
    if (error.error === "access_denied") {
      return new AppError(
        "access_denied",
        `The sign-in was refused at ${name}.`,
        { reason: "denied" },
        { cause: error },
      );
    }
    const isBusy = error.error === "temporarily_unavailable" || error.error === "server_error";
    const code = isBusy ? "upstream_unavailable" : "upstream_rejected";
    return new AppError(code, `${name} refused the sign-in: ${error.error}.`, {}, { cause: error });
  }
  if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
    return refused(name, `it does not hold (${error.code}: ${error.message})`, error);
  }
  // Keys that cannot be fetched: nothing of the answer is wrong.
  const isNetwork = error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
  return isNetwork ? exchangeError(toNetworkFailure(error), error, name) : error;
}

function refused(name: string, reason: string, cause?: unknown): AppError {
  return new AppError(
    "upstream_rejected",
    `${name}'s answer to the sign-in was refused: ${reason}.`,
    { reason },
    { cause },
  );
}
