import { setTimeout as sleep } from "node:timers/promises";
import * as oauth from "oauth4webapi";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import { AppError, isAppError } from "@/types/errors";
import { type AuthResponse, checkAuthResponse } from "./authResponse";
import type { OpenidServer } from "./discovery";
import { exchangeError } from "./exchangeError";
import { toNetworkFailure, toUpstreamFailure } from "./issuerFailure";
import { oauthRequest } from "./oauthRequest";
import { type RefreshOutcome, resendWhereSafe } from "./refreshOutcome";
import { parseTokenResponse, type TokenAnswer } from "./tokenResponse";

/** A program at an issuer that describes itself by discovery. */
export interface OpenidClient {
  fetch: typeof fetch;
  /** @throws AppError when discovery fails */
  discover(): Promise<OpenidServer>;
  /** In messages. */
  issuerName: string;
  client: oauth.Client;
  /** How the program proves itself at the token endpoint. */
  authentication: oauth.ClientAuth;
  /** What the token endpoint wants beside the standard's fields. */
  tokenParameters?: Record<string, string>;
  /** The same of the revocation endpoint, where the token alone is not enough. */
  revocationParameters?: Record<string, string>;
}

function optionsOf({ fetch }: OpenidClient, { issuer }: OpenidServer, parameters = {}, signal?: AbortSignal) {
  const request = oauthRequest({ issuer, fetch, userAgent: PATCHBAY_AGENT, signal });
  return { ...request, additionalParameters: parameters };
}

export interface RedeemedCode extends AuthResponse {
  codeVerifier: string;
  redirectUri: string;
}

/**
 * Trades an authorization code for tokens, once (RFC 6749 §4.1.3, RFC 7636 §4.5, RFC 9207).
 * @throws AppError `flow_expired`, `egress_blocked`, `rate_limited`, `timeout`, `upstream_unavailable`, `upstream_rejected`
 */
export async function redeemCode(at: OpenidClient, grant: RedeemedCode, nowMs: number): Promise<TokenAnswer> {
  const { client, authentication, issuerName } = at;
  const server = await at.discover();
  const callback = checkAuthResponse(server, client, grant, issuerName);
  const options = optionsOf(at, server, at.tokenParameters);
  const response = await oauth
    .authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      callback,
      grant.redirectUri,
      grant.codeVerifier,
      options,
    )
    .catch((error: unknown) => {
      throw exchangeError(toNetworkFailure(error), error, issuerName);
    });
  if (!response.ok) throw exchangeError(await toUpstreamFailure(response, Date.now()), undefined, issuerName);
  const tokens = parseTokenResponse(await response.json().catch(() => undefined), nowMs);
  if (tokens === undefined) throw unusableAnswer(issuerName, "it could not be understood");
  return tokens;
}

/** An answer of the token endpoint that lacks what a sign-in needs. */
export function unusableAnswer(issuerName: string, reason: string): AppError {
  return new AppError(
    "upstream_rejected",
    `${issuerName}'s answer to the sign-in was refused: ${reason}. Nothing was stored; sign in again.`,
    { action: "reconnect", reason },
  );
}

/**
 * Trades a refresh token for new ones, without naming a scope. What the answer leaves out keeps its old value. Never
 * throws for a failure of the other side.
 */
export async function refreshByForm(at: OpenidClient, refreshToken: string, nowMs: number): Promise<RefreshOutcome> {
  let server: OpenidServer;
  try {
    server = await at.discover();
  } catch (error) {
    if (!isAppError(error)) throw error;
    // Nothing was sent, so the refresh token is as good as before.
    return { failure: { code: "discovery_failed", words: error.message, isPage: error.code === "egress_blocked" } };
  }
  return resendWhereSafe((signal) => refreshOnce(at, server, refreshToken, nowMs, signal));
}

async function refreshOnce(
  at: OpenidClient,
  server: OpenidServer,
  refreshToken: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const options = optionsOf(at, server, at.tokenParameters, signal);
  try {
    const response = await oauth.refreshTokenGrantRequest(server, at.client, at.authentication, refreshToken, options);
    if (!response.ok) return { failure: await toUpstreamFailure(response, Date.now()) };
    const tokens = parseTokenResponse(await response.json(), nowMs);
    if (tokens?.accessToken == null) {
      return { failure: { status: response.status, code: "unreadable_answer", isPage: false } };
    }
    return {
      tokens: {
        accessToken: tokens.accessToken,
        refreshToken: tokens.refreshToken ?? undefined,
        idToken: tokens.idToken ?? undefined,
        scope: tokens.scope ?? undefined,
        expiresAt: tokens.expiresAt ?? undefined,
        earliestRefreshAt: tokens.earliestRefreshAt,
      },
    };
  } catch (error) {
    return { failure: toNetworkFailure(error) };
  }
}

const MAX_TRIES = 2;
const PAUSE_MS = 300;

/**
 * Ends a session at the issuer (RFC 7009): true when it confirmed. Two tries; the local tokens are gone either way.
 */
export async function revokeByForm(at: OpenidClient, refreshToken: string): Promise<boolean> {
  // A token alone says all, so no secret is sent along.
  const nothing = () => undefined;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    if (attempt > 1) await sleep(PAUSE_MS);
    try {
      const server = await at.discover();
      if (!server.revocation_endpoint) return false;
      const options = optionsOf(at, server, at.revocationParameters);
      const response = await oauth.revocationRequest(server, at.client, nothing, refreshToken, options);
      await response.body?.cancel();
      if (response.ok) return true;
      if (response.status < 500) return false;
    } catch {
      // Unreachable: once more, then it is told as not confirmed.
    }
  }
  return false;
}
