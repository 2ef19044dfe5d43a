import { decodeJwt } from "jose";
import { z } from "zod";

/** Claims about the ChatGPT account in OpenAI's id and access tokens. */
export const AUTH_CLAIM = "https://api.openai.com/auth";
const PROFILE_CLAIM = "https://api.openai.com/profile";

/** Only what is read, and a claim of an unexpected type counts as absent: plans and claims change upstream. */
const optionalText = z.string().min(1).nullish().catch(undefined);

const idTokenClaimsSchema = z.object({
  sub: z.string().min(1),
  email: optionalText,
  [PROFILE_CLAIM]: z.object({ email: optionalText }).nullish().catch(undefined),
  [AUTH_CLAIM]: z
    .object({
      chatgpt_account_id: optionalText,
      chatgpt_user_id: optionalText,
      user_id: optionalText,
      chatgpt_plan_type: optionalText,
      organization_id: optionalText,
      project_id: optionalText,
      chatgpt_account_is_fedramp: z.boolean().nullish().catch(undefined),
      organizations: z
        .array(z.object({ id: z.string(), title: z.string().optional().catch(undefined) }))
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

export interface IdTokenClaims {
  sub: string;
  email: string | null;
  /** The workspace. Some valid sign-ins name none, and an organization's id must not stand in for it. */
  accountId: string | null;
  userId: string | null;
  planType: string | null;
  fedramp: boolean;
  /** On the platform; neither is a workspace. */
  organizationId: string | null;
  projectId: string | null;
  organizations: { id: string; title?: string }[];
}

/** Reads claims without judging them; undefined if this is no id token. */
export function readIdTokenClaims(idToken: string): IdTokenClaims | undefined {
  const parsed = idTokenClaimsSchema.safeParse(decodeClaims(idToken));
  if (!parsed.success) return undefined;
  const claims = parsed.data;
  const auth = claims[AUTH_CLAIM];
  return {
    sub: claims.sub,
    email: claims.email ?? claims[PROFILE_CLAIM]?.email ?? null,
    accountId: auth?.chatgpt_account_id ?? null,
    userId: auth?.chatgpt_user_id ?? auth?.user_id ?? null,
    planType: auth?.chatgpt_plan_type ?? null,
    organizationId: auth?.organization_id ?? null,
    projectId: auth?.project_id ?? null,
    fedramp: auth?.chatgpt_account_is_fedramp ?? false,
    organizations: auth?.organizations ?? [],
  };
}

/** The payload of any JWT; undefined if it is none. */
export function decodeClaims(token: string): Record<string, unknown> | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** When a token was made, if it says so. */
export function issuedAtOf(accessToken: string): number | undefined {
  const { iat } = decodeClaims(accessToken) ?? {};
  return typeof iat === "number" && Number.isFinite(iat) ? iat * 1000 : undefined;
}

/** A life longer than this is not believed. */
const MAX_LIFETIME_MS = 366 * 24 * 3_600_000;

/**
 * When a token that arrived just now ends, by this computer's clock, or undefined if it names no believable end.
 * A token that seems to arrive already ended means that the two clocks differ: then its lifetime counts.
 */
export function expiryOf(accessToken: string, receivedAtMs: number): number | undefined {
  const { exp, iat } = decodeClaims(accessToken) ?? {};
  if (typeof exp !== "number" || !Number.isFinite(exp)) return undefined;
  const expiresAtMs = exp * 1000;
  if (expiresAtMs > receivedAtMs) {
    return expiresAtMs - receivedAtMs > MAX_LIFETIME_MS ? undefined : expiresAtMs;
  }
  const lifetimeMs = typeof iat === "number" ? (exp - iat) * 1000 : 0;
  return lifetimeMs > 0 && lifetimeMs <= MAX_LIFETIME_MS ? receivedAtMs + lifetimeMs : undefined;
}

/** ISO 8601; null when the token names no believable end. */
export function expiresAtOf(accessToken: string, receivedAtMs: number): string | null {
  const expiresAtMs = expiryOf(accessToken, receivedAtMs);
  return expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString();
}
