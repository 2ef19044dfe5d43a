import type { AccountView, PendingSignInView } from "@/types/providers";
import type { AccountRecord, PendingRecord } from "./authFileSchema";

/** An account as the browser may see it: no token, a masked e-mail. */
export function toAccountView(account: AccountRecord): AccountView {
  return {
    id: account.id,
    name: account.name,
    route: account.route,
    mode: account.mode,
    status: account.status,
    email: account.email === null ? undefined : maskEmail(account.email),
    plan: account.plan_type ?? undefined,
    expiresAt: account.expires_at ?? undefined,
    lastRefreshAt: account.last_refresh_at ?? undefined,
    lastError: account.last_error ?? undefined,
    limitedUntil: account.limited_until ?? undefined,
    idTokenVerified: account.id_token_verified,
    missing: missingWords(account),
  };
}

export function toPendingView(pending: PendingRecord): PendingSignInView {
  return {
    state: pending.state,
    route: pending.route,
    account: pending.account ?? undefined,
    status: pending.status,
    accountId: pending.account_id ?? undefined,
    error: pending.error ?? undefined,
    createdAt: pending.created_at,
    expiresAt: pending.expires_at,
  };
}

/** `ada@example.com` becomes `a••@example.com`; the length of the name is not told. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "••" : `${[...email][0]}••${email.slice(at)}`;
}

function missingWords(account: AccountRecord): string[] {
  const words: string[] = [];
  if (account.account_id === null) {
    words.push("OpenAI named no ChatGPT workspace for this sign-in; some models may refuse it.");
  }
  if (account.plan_type === null) words.push("OpenAI named no plan for this sign-in.");
  if (account.access_token !== null && account.refresh_token === null) {
    words.push("OpenAI gave no refresh token: you will have to sign in again when the access token ends.");
  }
  return words;
}
