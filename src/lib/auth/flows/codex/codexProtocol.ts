import type { OpenaiContext } from "@/lib/auth/issuer/waysOut";

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
/** `workspace_backend_origin` and `account_routing_override` of an account that lives nowhere special. */
export const NO_CONSTRAINT = "NO_CONSTRAINT";

/** How long a device code may be typed in. */
export const DEVICE_LIFETIME_MS = 15 * 60_000;

export type CodexContext = OpenaiContext;
export type CodexSettings = CodexContext["settings"];
