import { mayHaveApiKey } from "@/lib/auth/signIn/workspacePlan";
import type { AccountRecord, PendingRecord, StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { AccountHealthLog } from "@/lib/auth/tokens/accountHealth";
import type { AccountStatus, AccountView, PendingSignInView } from "@/types/providers";
import type { TermsByRoute } from "./routeTerms";

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

export interface ViewContext {
  terms: TermsByRoute;
  now: () => number;
  health?: AccountHealthLog;
}

/** An account as the browser may see it. A limit whose time has passed is none. */
export function toAccountView(account: AccountRecord, { terms, now, health }: ViewContext): AccountView {
  const limitedUntil = limitAhead(account, now());
  const ofRoute = terms[account.route];
  return {
    ...commonView(account, health),
    route: account.route,
    mode: account.mode,
    status: limitedStatus(account.status, limitedUntil),
    plan: account.plan_type ?? undefined,
    limitedUntil,
    missing: [...ofRoute.missing(account), ...withoutRenewal(account)],
    modes: ofRoute.takesApiKey && canBePaidByKey(account) ? ["chatgpt", "api_key"] : ["chatgpt"],
    modeReason: account.mode_reason ?? undefined,
    hasProxy: account.proxy_url !== null,
    ...ofRoute.view(account),
  };
}

function canBePaidByKey(account: AccountRecord): boolean {
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

export function toPendingView(pending: PendingRecord, verificationUrl: string): PendingSignInView {
  return {
    ...commonPendingView(pending),
    userCode: pending.user_code ?? undefined,
    verificationUrl: pending.method === "device" ? verificationUrl : undefined,
  };
}

/** `ada@example.com` becomes `a••@example.com`; the length of the name is not told. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "••" : `${[...email][0]}••${email.slice(at)}`;
}

function withoutRenewal({ access_token, refresh_token }: AccountRecord): string[] {
  if (access_token === null || refresh_token !== null) return [];
  return ["OpenAI gave no refresh token: you will have to sign in again when the access token ends."];
}
