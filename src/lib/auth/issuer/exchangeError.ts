import { AppError } from "@/types/errors";
import type { UpstreamFailure } from "./issuerFailure";

/** A failure at the issuer as a person signing in should read it. */
export function exchangeError(failure: UpstreamFailure, cause?: unknown, issuer = "OpenAI"): AppError {
  const facts = { status: failure.status, upstreamCode: failure.code, upstreamMessage: failure.words };
  const { status } = failure;
  const make = (code: ConstructorParameters<typeof AppError>[0], message: string, more: object = {}) =>
    new AppError(code, message, { ...facts, ...more }, { cause });
  if (failure.code === "timeout") {
    return make("timeout", `${issuer} did not answer within 10 seconds. Sign in again.`, { action: "reconnect" });
  }
  if (status === undefined) {
    return make(
      "upstream_unavailable",
      `${issuer}'s sign-in server could not be reached (${failure.code}). Check this computer's connection and proxy, then sign in again.`,
      { action: "reconnect" },
    );
  }
  if (failure.code === "invalid_grant") {
    return make("flow_expired", `${issuer} says this sign-in has expired or was already used. Sign in again.`);
  }
  if (status === 403 || failure.isPage) {
    return make(
      "egress_blocked",
      `You signed in, but ${issuer} refuses requests from this server's network address. Try another network or a proxy (HTTPS_PROXY).`,
    );
  }
  if (status === 429) {
    return make(
      "rate_limited",
      `${issuer} is receiving too many sign-ins from here. Wait a moment and sign in again.`,
      {
        retryAfterMs: failure.retryAfterMs,
      },
    );
  }
  if (status >= 500) {
    return make("upstream_unavailable", `${issuer}'s sign-in server had a problem (${status}). Sign in again.`, {
      action: "reconnect",
    });
  }
  return make("upstream_rejected", `${issuer} refused the sign-in: ${failure.words ?? failure.code}.`, {
    action: "reconnect",
  });
}
