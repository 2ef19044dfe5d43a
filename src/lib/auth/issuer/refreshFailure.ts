import { own } from "@/types/own";
import type { UpstreamFailure } from "./issuerFailure";

/**
 * What a failed refresh means for the refresh token.
 * `permanent`: it is spent or revoked; only a new sign-in helps.
 * `transient`: the issuer did not take it; it may be sent again.
 * `ambiguous`: nobody knows whether the issuer rotated it; sent again, it may count as reuse.
 */
export type Permanence = "permanent" | "transient" | "ambiguous";

/** Codes decide before statuses: the first three are OpenAI's own, the next RFC 6749's. */
const byCode: Record<string, Permanence> = {
  refresh_token_expired: "permanent",
  refresh_token_reused: "permanent",
  refresh_token_invalidated: "permanent",
  invalid_grant: "permanent",
  // Route siwc has two more names for it.
  invalid_refresh_token: "permanent",
  token_expired: "permanent",
  // The client's settings are wrong; that says nothing about the token.
  invalid_client: "transient",
  // Route siwc: the token endpoint was not even looked up.
  discovery_failed: "transient",
  // Network failures before anything was sent.
  econnrefused: "transient",
  enotfound: "transient",
  eai_again: "transient",
  ehostunreach: "transient",
  enetunreach: "transient",
  und_err_connect_timeout: "transient",
  // A proxy refused to let the request through.
  und_err_aborted: "transient",
  cert_has_expired: "transient",
  depth_zero_self_signed_cert: "transient",
  self_signed_cert_in_chain: "transient",
  unable_to_verify_leaf_signature: "transient",
  unable_to_get_issuer_cert_locally: "transient",
  err_tls_cert_altname_invalid: "transient",
};

const byStatus: Record<number, Permanence> = {
  400: "transient",
  401: "permanent",
  // A network block or a challenge page says nothing about the token.
  403: "transient",
  404: "transient",
  429: "transient",
  500: "ambiguous",
  502: "ambiguous",
  503: "transient",
  504: "ambiguous",
};

/** What stands in no table is ambiguous: a reset or a time-out after sending, an unreadable success. */
export function permanenceOf({ code, status }: UpstreamFailure): Permanence {
  return own(byCode, code) ?? (status === undefined ? undefined : byStatus[status]) ?? "ambiguous";
}

/** May be sent again at once: it never arrived, or the issuer itself said when. */
export function isSafeToResend(failure: UpstreamFailure): boolean {
  if (permanenceOf(failure) !== "transient") return false;
  if (failure.status === undefined) return true;
  return (failure.status === 429 || failure.status === 503) && failure.retryAfterMs !== undefined;
}
