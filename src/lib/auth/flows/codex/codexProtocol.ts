import type { Config } from "@/lib/config";

/**
 * The sign-in of the Codex client, which OpenAI does not document for other programs. Every constant that may change
 * upstream stands here or in the configuration. Observed with Codex CLI 0.169.0
 * (docs/decisions/011-protocols-in-one-place.md).
 */

/** Fixed paths under the issuer; its discovery document describes another route. */
export const AUTHORIZE_PATH = "/oauth/authorize";
export const TOKEN_PATH = "/oauth/token";
export const REVOKE_PATH = "/oauth/revoke";
/** The device code: asked for, polled, typed in by the person, and the redirect URI of its exchange. */
export const DEVICE_USER_CODE_PATH = "/api/accounts/deviceauth/usercode";
export const DEVICE_TOKEN_PATH = "/api/accounts/deviceauth/token";
export const DEVICE_PATH = "/codex/device";
export const DEVICE_REDIRECT_PATH = "/deviceauth/callback";
/** Under the ChatGPT base URL. */
export const ACCOUNTS_CHECK_PATH = "/wham/accounts/check";
/** The redirect URIs registered for the client are this path on ports 1455 and 1457. */
export const CALLBACK_PATH = "/auth/callback";

/** Claims about the ChatGPT account in id and access tokens. */
export const AUTH_CLAIM = "https://api.openai.com/auth";
export const PROFILE_CLAIM = "https://api.openai.com/profile";

/** `workspace_backend_origin` and `account_routing_override` of an account that lives nowhere special. */
export const NO_CONSTRAINT = "NO_CONSTRAINT";

/** An access token is renewed this long before its end. */
export const REFRESH_MARGIN_MS = 5 * 60_000;
/** An access token that names no end is renewed at this age (`scheduled`). */
export const MAX_TOKEN_AGE_MS = 8 * 24 * 3_600_000;

export const REQUEST_TIMEOUT_MS = 10_000;

/** How long a device code may be typed in. */
export const DEVICE_LIFETIME_MS = 15 * 60_000;

export type RefreshReason = "proactive_expiry" | "scheduled" | "unauthorized_recovery";

export type CodexSettings = Config["openaiAuth"];

/** What every request of this route needs; `fetch` is passed in so that a proxy or a test can stand in. */
export interface CodexContext {
  settings: CodexSettings;
  fetch: typeof fetch;
}
