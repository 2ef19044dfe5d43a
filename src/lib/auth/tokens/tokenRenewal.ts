import type { UpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import type { RefreshedTokens, RefreshReason } from "@/lib/auth/issuer/refreshOutcome";
import { expiresAtOf, readIdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import { issuerNames, type StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { AuthStore } from "@/lib/auth/store/authStore";
import { openToken, sealTokens } from "@/lib/auth/store/sealing";
import type { SecretBox } from "@/lib/security/secretBox";
import { untilDone } from "@/lib/storage/untilDone";
import { AppError } from "@/types/errors";
import { providerNames } from "@/types/providerTable";
import { isUsable, noteRefreshFailure } from "./refreshPolicy";
import type { TokenFlow } from "./tokenFlow";

/** How long rotated tokens wait for a store that is away, in milliseconds: nobody else may ask for others meanwhile. */
const SAVE_PATIENCE_MS = 60_000;

export interface Renewal {
  store: AuthStore;
  box: SecretBox;
  /** Of the issuer whose accounts these are. */
  flow: TokenFlow;
  now: () => number;
  /** Rotated tokens that could not be written (a full disk): the old ones are spent, so these must not be lost. */
  unsaved: Map<string, { generation: number; tokens: RefreshedTokens }>;
}

/**
 * Asks the issuer for new tokens and writes them before it returns. To be called under the account's refresh lock,
 * with the row as it stands on disk. A failure that leaves the present token usable returns the row as it is.
 * @throws AppError `auth_required`, `reauth_required`, `egress_blocked`, `upstream_unavailable`, `storage_failed`
 */
export async function renewTokens(
  renewal: Renewal,
  account: StoredAccount,
  reason: RefreshReason,
): Promise<StoredAccount> {
  const kept = renewal.unsaved.get(account.id);
  if (kept?.generation === account.generation) return persist(renewal, account, kept.tokens);
  const refreshToken = await openToken(renewal.box, account, "refresh_token");
  if (refreshToken === null) throw unusable(account, renewal.now());
  // Rotated tokens that cannot be kept would end with this process, and the sign-in with them.
  await renewal.store.requireWritable();
  const outcome = await renewal.flow.refresh(account, refreshToken, reason);
  if ("failure" in outcome) return settleFailure(renewal, account, reason, outcome.failure);
  if (isOtherSubject(account, outcome.tokens)) return settleFailure(renewal, account, reason, otherSubject);
  return persist(renewal, account, outcome.tokens);
}

/** Compare-and-swap on the generation: a row that moved or went away meanwhile is left alone. */
async function persist(renewal: Renewal, account: StoredAccount, tokens: RefreshedTokens): Promise<StoredAccount> {
  const { store, flow, unsaved } = renewal;
  unsaved.set(account.id, { generation: account.generation, tokens });
  const next = await nextTokens(renewal, account, tokens);
  const save = () =>
    store.update(({ accounts }) => {
      const current = accounts.find(({ id }) => id === account.id);
      if (current?.generation === account.generation) Object.assign(current, next, { status: renewedStatus(current) });
      return current;
    });
  const row = await untilDone(save, { patienceMs: SAVE_PATIENCE_MS, outlasts: store.outlasts });
  unsaved.delete(account.id);
  if (row !== undefined) return row;
  // Disconnected while the issuer was asked: what came too late must not stay valid.
  if (tokens.refreshToken !== undefined) await flow.revoke(account, tokens.refreshToken);
  throw disconnected(account.provider);
}

/** The fields of a row that move with its tokens. An absent token keeps its old value. */
async function nextTokens(
  { box, now }: Renewal,
  account: StoredAccount,
  tokens: RefreshedTokens,
): Promise<Partial<StoredAccount>> {
  const sealed = await sealTokens(box, account.id, {
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? null,
    idToken: tokens.idToken ?? null,
  });
  const claims = tokens.idToken === undefined ? undefined : readIdTokenClaims(tokens.idToken);
  const at = new Date(now()).toISOString();
  return {
    access_token: sealed.access_token,
    refresh_token: sealed.refresh_token ?? account.refresh_token,
    id_token: sealed.id_token ?? account.id_token,
    plan_type: claims?.planType ?? account.plan_type,
    expires_at: tokens.expiresAt ?? expiresAtOf(tokens.accessToken, now()),
    scope: tokens.scope ?? account.scope,
    earliest_refresh_at: tokens.earliestRefreshAt ?? null,
    // Route siwc: kept first and checked then, since the tokens before it are spent.
    id_token_verified: account.id_token_verified && !(account.route === "siwc" && tokens.idToken !== undefined),
    generation: account.generation + 1,
    last_refresh_at: at,
    updated_at: at,
    last_error: null,
    health: null,
  };
}

/** New tokens lift what was wrong with the old ones, not what a person or a limit has set. */
function renewedStatus({ status }: StoredAccount): StoredAccount["status"] {
  return status === "disabled" || status === "limited" ? status : "active";
}

/** A failure counts for the generation it met; if a peer has rotated since, that is what to go on with. */
async function settleFailure(
  { store, now }: Renewal,
  account: StoredAccount,
  reason: RefreshReason,
  failure: UpstreamFailure,
): Promise<StoredAccount> {
  const row = await store.update(({ accounts }) => {
    const current = accounts.find(({ id }) => id === account.id);
    if (current?.generation === account.generation) noteRefreshFailure(current, failure, now());
    return current;
  });
  if (row === undefined) throw disconnected(account.provider);
  const isStillRefused = reason === "unauthorized_recovery" && row.generation === account.generation;
  if (isStillRefused || !isUsable(row, now())) throw unusable(row, now());
  return row;
}

/** Whoever's tokens came back, these are not to be used, and the ones sent for them are spent. */
const otherSubject: UpstreamFailure = {
  code: "refresh_token_invalidated",
  words: "the renewed tokens belong to somebody else",
  isPage: false,
};

function isOtherSubject(account: StoredAccount, { idToken }: RefreshedTokens): boolean {
  return idToken !== undefined && readIdTokenClaims(idToken)?.sub !== account.sub;
}

export function disconnected(provider: StoredAccount["provider"]): AppError {
  return new AppError(
    "auth_required",
    `This ${providerNames[provider]} account was disconnected meanwhile. Choose who else pays.`,
    { action: "choose_model" },
  );
}

/** The account's own last failure, with the time until the next attempt if there will be one. */
export function unusable(account: StoredAccount, nowMs: number): AppError {
  const { last_error: failure, health, earliest_refresh_at: earliest } = account;
  if (account.status !== "needs_login" && earliest !== null && nowMs < Date.parse(earliest)) {
    return new AppError(
      "upstream_unavailable",
      `The sign-in of “${account.name}” may not be renewed before ${earliest}, says ${issuerNames[account.provider]}. Patchbay will try again then.`,
      { account: account.id, action: "wait", until: earliest, retryAfterMs: Date.parse(earliest) - nowMs },
    );
  }
  if (failure === null || failure.code === "reauth_required") {
    const message = failure?.message ?? `The sign-in of “${account.name}” has ended. Sign in again.`;
    return new AppError("reauth_required", message, { account: account.id, route: account.route });
  }
  const retryAfterMs = health === null ? undefined : Math.max(0, Date.parse(health.retry_at) - nowMs);
  return new AppError(failure.code, failure.message, { account: account.id, retryAfterMs });
}
