import type { UpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import { type Permanence, permanenceOf } from "@/lib/auth/issuer/refreshFailure";
import type { RefreshReason } from "@/lib/auth/issuer/refreshOutcome";
import { issuerNames, type StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { ErrorCode } from "@/types/errors";

/** An access token is renewed this long before its end. */
const REFRESH_MARGIN_MS = 5 * 60_000;
/** An access token that names no end is renewed at this age (`scheduled`). */
const MAX_TOKEN_AGE_MS = 8 * 24 * 3_600_000;
/** How long to leave the issuer alone after a failure. */
const RETRY_PAUSE_MS: Record<Permanence, number> = { permanent: 0, transient: 5_000, ambiguous: 60_000 };
/** The first try, and one later one. */
const MAX_AMBIGUOUS_TRIES = 2;

/** Whether the present access token may still be sent. A token of unknown end is good until it is refused. */
export function isUsable(account: StoredAccount, nowMs: number): boolean {
  if (account.access_token === null) return false;
  return account.expires_at === null || nowMs < Date.parse(account.expires_at);
}

/** Why the access token should be renewed now; undefined when it is fresh. `jitterMs` makes processes take turns. */
export function refreshReason(account: StoredAccount, nowMs: number, jitterMs: number): RefreshReason | undefined {
  if (account.expires_at === null) {
    const arrivedAtMs = Date.parse(account.last_refresh_at ?? account.created_at);
    return nowMs - arrivedAtMs > MAX_TOKEN_AGE_MS ? "scheduled" : undefined;
  }
  const expiresAtMs = Date.parse(account.expires_at);
  return nowMs + refreshMarginMs(account, expiresAtMs, jitterMs) >= expiresAtMs ? "proactive_expiry" : undefined;
}

/** A refreshed token that lives shorter than the margin would be renewed on every call: it is used for half its life. */
function refreshMarginMs(account: StoredAccount, expiresAtMs: number, jitterMs: number): number {
  const marginMs = REFRESH_MARGIN_MS + jitterMs;
  if (account.last_refresh_at === null) return marginMs;
  return Math.min(marginMs, (expiresAtMs - Date.parse(account.last_refresh_at)) / 2);
}

/**
 * Whether the refresh token may be sent. After two ambiguous failures it rests while the access token still works,
 * since sending it again could count as reuse and end that one too; once the access token has ended, nothing is at stake.
 */
export function mayRefresh(account: StoredAccount, nowMs: number, isTokenUsable: boolean): boolean {
  const { health, earliest_refresh_at: earliest } = account;
  if (account.refresh_token === null) return false;
  if (earliest !== null && nowMs < Date.parse(earliest)) return false;
  if (health === null || health.generation !== account.generation) return true;
  if (health.permanence === "permanent" || nowMs < Date.parse(health.retry_at)) return false;
  return !(health.permanence === "ambiguous" && health.failures >= MAX_AMBIGUOUS_TRIES && isTokenUsable);
}

/** Writes a failed refresh into the account's row. */
export function noteRefreshFailure(account: StoredAccount, failure: UpstreamFailure, nowMs: number): void {
  const permanence = permanenceOf(failure);
  const earlier = account.health?.generation === account.generation ? account.health.failures : 0;
  const pauseMs = failure.retryAfterMs ?? RETRY_PAUSE_MS[permanence];
  account.health = {
    generation: account.generation,
    permanence,
    failures: earlier + 1,
    retry_at: new Date(nowMs + pauseMs).toISOString(),
  };
  account.last_error = { ...refreshErrorOf(account, failure, permanence), at: new Date(nowMs).toISOString() };
  if (permanence === "permanent" && account.route === "siwc") {
    // A token that is over is not kept; the access token may still be sent to its end.
    account.refresh_token = null;
    account.id_token = null;
  }
  if (account.status === "disabled") return;
  if (permanence === "permanent") account.status = "needs_login";
  else if (!isUsable(account, nowMs)) account.status = "error";
}

function refreshErrorOf(
  { name, provider }: StoredAccount,
  failure: UpstreamFailure,
  permanence: Permanence,
): { code: ErrorCode; message: string } {
  const said = failure.words ?? failure.code;
  const issuer = issuerNames[provider];
  if (permanence === "permanent") {
    return {
      code: "reauth_required",
      message: `${issuer} has ended the sign-in of “${name}” (${said}). Sign in again.`,
    };
  }
  if (failure.status === 403 || failure.isPage) {
    return {
      code: "egress_blocked",
      message: `${issuer}'s sign-in server refuses requests from this server's network address, so “${name}” could not be renewed. Try another network or a proxy (HTTPS_PROXY).`,
    };
  }
  return {
    code: "upstream_unavailable",
    message: `The sign-in of “${name}” could not be renewed because ${issuer}'s sign-in server did not give new tokens (${said}). Patchbay will try again.`,
  };
}
