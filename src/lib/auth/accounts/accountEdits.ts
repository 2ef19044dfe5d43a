import { decodeClaims } from "@/lib/auth/issuer/tokenClaims";
import { toMode } from "@/lib/auth/signIn/signedInAccount";
import type { ApiKeyOutcome } from "@/lib/auth/signIn/signInFlow";
import type { AccountRecord, StoredAccount, StoredDocument } from "@/lib/auth/store/authFileSchema";
import type { OpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import { openToken } from "@/lib/auth/store/sealing";
import type { AccessTokens } from "@/lib/auth/tokens/accessToken";
import type { SecretBox } from "@/lib/security/secretBox";
import type { PatchAccount } from "@/types/accounts";
import { AppError, type ErrorCode } from "@/types/errors";
import type { AccountMode } from "@/types/providers";
import type { TermsByRoute } from "./routeTerms";

export interface AccountEditContext {
  store: OpenaiAuthStore;
  box: SecretBox;
  tokens: AccessTokens;
  terms: TermsByRoute;
  /** Asks for an API key of the account's workspace. @throws AppError `storage_failed` */
  obtainApiKey(account: AccountRecord, idToken: string): Promise<ApiKeyOutcome>;
  now: () => number;
}

/**
 * Changes what a person may set on an account.
 * @throws AppError `not_found`, `invalid_request` (route siwc has one mode), `upstream_rejected` when no API key can be
 * had, `storage_failed`, and what a renewal throws
 */
export async function editAccount(context: AccountEditContext, id: string, patch: PatchAccount): Promise<void> {
  const { store, box, now } = context;
  if (patch.mode !== undefined) await setMode(context, id, patch.mode);
  const { proxyUrl } = patch;
  const sealedProxy = proxyUrl ? await box.seal(proxyUrl, { owner: id, field: "proxy_url" }) : null;
  await store.update((document) => {
    const account = applyCommonEdits(document, id, patch, now());
    if (proxyUrl !== undefined) account.proxy_url = sealedProxy;
    if (patch.backgroundConsent !== undefined) account.background_consent = patch.backgroundConsent;
  });
}

/** What a person may set on an account of any issuer. @throws AppError `not_found` */
export function applyCommonEdits(
  document: StoredDocument,
  id: string,
  { name, disabled, default: isDefault }: PatchAccount,
  nowMs: number,
): StoredAccount {
  const account = mustFindAccount(document, id);
  if (name !== undefined) account.name = name;
  if (disabled === true) account.status = "disabled";
  if (disabled === false && account.status === "disabled") account.status = restingStatus(account);
  if (isDefault) document.default_account_id = id;
  // Who switches the default off wants another one used; who must sign in again does not.
  if (disabled === true && document.default_account_id === id) {
    document.default_account_id = nextDefault(document.accounts) ?? id;
  }
  account.updated_at = new Date(nowMs).toISOString();
  return account;
}

/** Failures that pass by themselves and say nothing against the account. */
const passing: ReadonlySet<ErrorCode> = new Set(["usage_limit_reached", "rate_limited"]);

/** Writes how a check of the account ended: what works is active, what does not says why. */
export function noteCheck(
  { store, now }: Pick<AccountEditContext, "store" | "now">,
  id: string,
  failure: AppError | undefined,
): Promise<void> {
  return store.update(({ accounts }) => {
    const account = accounts.find((candidate) => candidate.id === id);
    if (account === undefined || account.status === "disabled" || account.status === "needs_login") return;
    if (failure === undefined) {
      account.last_error = null;
      if (account.status !== "limited") account.status = "active";
    } else if (!passing.has(failure.code)) {
      account.last_error = { code: failure.code, message: failure.message, at: new Date(now()).toISOString() };
      account.status = "error";
    }
  });
}

/** @throws AppError `not_found` */
export function mustFindAccount<A extends StoredAccount>({ accounts }: { accounts: A[] }, id: string): A {
  const account = accounts.find((candidate) => candidate.id === id);
  if (account !== undefined) return account;
  throw new AppError("not_found", "This account is no longer connected. Connect it again.", {
    action: "connect",
    account: id,
  });
}

/** The account to use when a node names none: the first that can be used, else the first that is not switched off. */
export function nextDefault(accounts: StoredAccount[]): string | null {
  const usable = accounts.find(({ status }) => status === "active" || status === "limited" || status === "created");
  return (usable ?? accounts.find(({ status }) => status !== "disabled"))?.id ?? null;
}

/** Where an account is left to itself: its last failure, its limit, or ready. */
function restingStatus(account: StoredAccount): StoredAccount["status"] {
  const { health, generation, access_token, limited_until } = account;
  if (access_token === null) return "needs_login";
  if (health?.generation === generation && health.permanence === "permanent") return "needs_login";
  return limited_until === null ? "active" : "limited";
}

/** The plan can always pay; for an API key OpenAI is asked, unless the account has one already. */
async function setMode(context: AccountEditContext, id: string, mode: AccountMode): Promise<void> {
  const account = mustFindAccount((await context.store.read()).document, id);
  if (mode === "api_key" && !context.terms[account.route].takesApiKey) {
    throw new AppError("invalid_request", "An account connected this way is always paid by its plan.");
  }
  if (account.mode === mode) return;
  const needsKey = mode === "api_key" && account.api_key === null;
  const outcome = needsKey ? await askForKey(context, id) : undefined;
  const change = await toMode(context.box, account, outcome);
  await context.store.update((document) => {
    const row = mustFindAccount(document, id);
    Object.assign(row, outcome === undefined ? { mode, mode_reason: null } : change);
    if (row.status === "error") row.status = "active";
  });
  if (outcome !== undefined && "reason" in outcome) {
    throw new AppError("upstream_rejected", `${outcome.reason} The plan goes on paying for “${account.name}”.`, {
      account: id,
    });
  }
}

async function askForKey(context: AccountEditContext, id: string): Promise<ApiKeyOutcome> {
  const account = await withFreshIdToken(context, id);
  const idToken = await openToken(context.box, account, "id_token");
  if (idToken === null) return { reason: "This account has no id token to ask with; sign in again." };
  return context.obtainApiKey(account, idToken);
}

/** An id token lives as long as the access token beside it, and is renewed together with it. */
async function withFreshIdToken({ store, box, tokens, now }: AccountEditContext, id: string): Promise<AccountRecord> {
  const read = async () => mustFindAccount((await store.read()).document, id);
  const idToken = await openToken(box, await read(), "id_token");
  const { exp } = decodeClaims(idToken ?? "") ?? {};
  if (typeof exp !== "number" || exp * 1000 <= now()) await tokens.renew(id);
  return read();
}
