import { verificationUrl } from "@/lib/auth/flows/codex/deviceCode";
import { allowsPlanUse, MANAGE_USAGE_URL } from "@/lib/auth/flows/siwc/siwcProtocol";
import { mayHaveApiKey } from "@/lib/auth/signIn/workspacePlan";
import type { AccountRecord, PendingRecord, StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { AccountHealthLog } from "@/lib/auth/tokens/accountHealth";
import type { AccountStatus, AccountView, PendingSignInView } from "@/types/providers";

/** What accounts of every issuer show: no token, a masked e-mail. */
export function commonView(account: StoredAccount, health?: AccountHealthLog) {
  return {
    id: account.id,
    name: account.name,
    email: account.email === null ? undefined : maskEmail(account.email),
    expiresAt: account.expires_at ?? undefined,
    lastRefreshAt: account.last_refresh_at ?? undefined,
    lastError: account.last_error ?? undefined,
    idTokenVerified: account.id_token_verified,
    health: health?.of(account),
  };
}

/** An account as the browser may see it. A limit whose time has passed is none. */
export function toAccountView(
  account: AccountRecord,
  now: () => number = Date.now,
  health?: AccountHealthLog,
): AccountView {
  const limitedUntil = limitAhead(account, now());
  return {
    ...commonView(account, health),
    route: account.route,
    mode: account.mode,
    status: limitedStatus(account.status, limitedUntil),
    plan: account.plan_type ?? undefined,
    limitedUntil,
    missing: missingWords(account),
    modes: canBePaidByKey(account) ? ["chatgpt", "api_key"] : ["chatgpt"],
    modeReason: account.mode_reason ?? undefined,
    hasProxy: account.proxy_url !== null,
    ...sharingView(account),
  };
}

function sharingView({ route, scope, background_consent }: AccountRecord): Partial<AccountView> {
  if (route !== "siwc") return {};
  return { planUse: allowsPlanUse(scope), backgroundConsent: background_consent, manageUsageUrl: MANAGE_USAGE_URL };
}

function canBePaidByKey(account: AccountRecord): boolean {
  if (account.route !== "codex") return false;
  const billing = { organizationId: account.organization_id, projectId: account.project_id };
  return account.api_key !== null || mayHaveApiKey(account.plan_type, billing);
}

function limitAhead({ limited_until }: AccountRecord, nowMs: number): string | undefined {
  return limited_until !== null && Date.parse(limited_until) > nowMs ? limited_until : undefined;
}

/** A renewal of tokens in the meantime does not lift a limit. */
function limitedStatus(status: AccountStatus, limitedUntil: string | undefined): AccountStatus {
  if (limitedUntil === undefined) return status === "limited" ? "active" : status;
  return status === "active" || status === "created" ? "limited" : status;
}

/** What sign-ins at every issuer show. */
export function commonPendingView<R extends string>(pending: Omit<PendingRecord, "route"> & { route: R }) {
  return {
    state: pending.state,
    attempt: pending.attempt_id,
    method: pending.method,
    route: pending.route,
    account: pending.account ?? undefined,
    status: pending.status,
    accountId: pending.account_id ?? undefined,
    error: pending.error ?? undefined,
    createdAt: pending.created_at,
    expiresAt: pending.expires_at,
  };
}

export function toPendingView(pending: PendingRecord, issuer: string): PendingSignInView {
  return {
    ...commonPendingView(pending),
    userCode: pending.user_code ?? undefined,
    verificationUrl: pending.method === "device" ? verificationUrl(issuer) : undefined,
  };
}

/** `ada@example.com` becomes `a••@example.com`; the length of the name is not told. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "••" : `${[...email][0]}••${email.slice(at)}`;
}

function missingWords(account: AccountRecord): string[] {
  const words: string[] = [];
  // Route siwc never names workspace and plan.
  if (account.route === "siwc") {
    if (!allowsPlanUse(account.scope))
      words.push("Patchbay may not use this account's plan: sign in again and allow it.");
  } else {
    if (account.account_id === null) {
      words.push("OpenAI named no ChatGPT workspace for this sign-in; some models may refuse it.");
    }
    if (account.plan_type === null) words.push("OpenAI named no plan for this sign-in.");
  }
  if (account.access_token !== null && account.refresh_token === null) {
    words.push("OpenAI gave no refresh token: you will have to sign in again when the access token ends.");
  }
  return words;
}
