import { setTimeout as sleep } from "node:timers/promises";
import type { IdTokenVerifier } from "@/lib/auth/issuer/idToken";
import type { RefreshReason } from "@/lib/auth/issuer/refreshOutcome";
import type { StoredAccount } from "@/lib/auth/store/authFileSchema";
import { openToken } from "@/lib/auth/store/sealing";
import type { Lock } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import { isUsable, mayRefresh, noteRefreshFailure, refreshReason } from "./refreshPolicy";
import { awaitsConfirmation, confirmRotation } from "./rotation";
import { disconnected, type Renewal, renewTokens, unusable } from "./tokenRenewal";

export interface AccessToken {
  value: string;
  /** The row it was read from; its `generation` names the token. */
  account: StoredAccount;
}

/** Access tokens that are renewed before they end, once per expiry whatever the number of callers and processes. */
export interface AccessTokens {
  /** @throws AppError `auth_required`, `reauth_required`, `egress_blocked`, `upstream_unavailable`, `storage_failed` */
  get(accountId: string): Promise<AccessToken>;
  /** Renews a token that the upstream refused, unless it was renewed since. @throws as `get` */
  recover(accountId: string, refusedGeneration: number): Promise<void>;
  /** Renews now, because somebody asks for it. @throws as `get` */
  renew(accountId: string): Promise<void>;
  /** Gives up a token that was refused even after a renewal: only a new sign-in helps. */
  reject(accountId: string, refusedGeneration: number): Promise<void>;
  /** Lets go of what is kept for an account that is gone. */
  forget(accountId: string): void;
}

/** A call whose token still works waits so long for a better one, in milliseconds. */
const PATIENCE_MS = 5000;

export interface AccessTokensOptions extends Omit<Renewal, "unsaved"> {
  /** Checks the identity that comes with renewed tokens of route siwc. */
  verifier: IdTokenVerifier;
  /** Between processes, one for each account; it is held while the issuer is asked. */
  refreshLock: (accountId: string) => Lock;
  /** Added to the margin before expiry, in milliseconds. */
  jitterMs: number;
  /** Resolves after so many milliseconds, or when it is aborted. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export function createAccessTokens({
  refreshLock,
  jitterMs,
  verifier,
  wait = pause,
  ...rest
}: AccessTokensOptions): AccessTokens {
  const renewal: Renewal = { ...rest, unsaved: new Map() };
  const { store, box, now } = renewal;
  const inFlight = new Map<string, Promise<StoredAccount>>();

  /** Callers share the read together with the refresh: who reads alone may hold a token that is about to be rotated. */
  function share(key: string, work: () => Promise<StoredAccount>): Promise<StoredAccount> {
    const running = inFlight.get(key) ?? work().finally(() => inFlight.delete(key));
    inFlight.set(key, running);
    return running;
  }

  async function read(accountId: string): Promise<StoredAccount> {
    const { document } = await store.read();
    const account = document.accounts.find(({ id }) => id === accountId);
    if (account === undefined) throw disconnected(renewal.flow.provider);
    return account;
  }

  async function load(accountId: string): Promise<StoredAccount> {
    const seen = await read(accountId);
    if (renewalReason(seen, now(), jitterMs) === undefined && !awaitsConfirmation(seen)) return seen;
    const renew = (enough?: AbortSignal) =>
      refreshLock(accountId).run(async () => {
        // Read again: whoever held the lock before has most likely renewed it.
        const account = await read(accountId);
        const reason = renewalReason(account, now(), jitterMs);
        return confirmed(reason === undefined ? account : await renewTokens(renewal, account, reason));
      }, enough);
    return isUsable(seen, now()) && !awaitsConfirmation(seen) ? inTime(renew, seen) : renew();
  }

  /** A token that still works does not wait for a busy lock, and does not fail with a file that cannot be written. */
  async function inTime(
    renew: (enough: AbortSignal) => Promise<StoredAccount>,
    present: StoredAccount,
  ): Promise<StoredAccount> {
    const [enough, settled] = [new AbortController(), new AbortController()];
    const renewed = renew(enough.signal).catch((error: unknown) => {
      if (isAppError(error) && error.code === "storage_failed") return present;
      throw error;
    });
    const patience = wait(PATIENCE_MS, settled.signal).then(() => {
      enough.abort();
      return present;
    });
    return Promise.race([renewed, patience]).finally(() => settled.abort());
  }

  /** To be called under the account's refresh lock. */
  async function confirmed(account: StoredAccount): Promise<StoredAccount> {
    return awaitsConfirmation(account) ? confirmRotation({ store, box, verifier, now }, account) : account;
  }

  function recover(accountId: string, refusedGeneration: number): Promise<StoredAccount> {
    return refreshLock(accountId).run(async () => {
      const account = await read(accountId);
      if (account.generation !== refusedGeneration) return account;
      if (!mayRefresh(account, now(), false)) throw unusable(account, now());
      return confirmed(await renewTokens(renewal, account, "unauthorized_recovery"));
    });
  }

  async function recoverOnce(accountId: string, refusedGeneration: number): Promise<void> {
    await share(`${accountId}@${refusedGeneration}`, () => recover(accountId, refusedGeneration));
  }

  return {
    async get(accountId) {
      const account = await share(accountId, () => load(accountId));
      const value = await openToken(box, account, "access_token");
      if (value === null) throw unusable(account, now());
      return { value, account };
    },
    recover: recoverOnce,
    renew: async (accountId) => recoverOnce(accountId, (await read(accountId)).generation),
    reject: (accountId, refusedGeneration) =>
      store.update(({ accounts }) => {
        const account = accounts.find(({ id }) => id === accountId);
        if (account?.generation === refusedGeneration) giveUp(account, now());
      }),
    forget: (accountId) => void renewal.unsaved.delete(accountId),
  };
}

/** Undefined: send the present token. @throws AppError when it has ended and cannot be renewed now */
function renewalReason(account: StoredAccount, nowMs: number, jitterMs: number): RefreshReason | undefined {
  const usable = isUsable(account, nowMs);
  const reason = refreshReason(account, nowMs, jitterMs);
  if (usable && reason === undefined) return undefined;
  if (mayRefresh(account, nowMs, usable)) return reason ?? "proactive_expiry";
  if (usable) return undefined;
  throw unusable(account, nowMs);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
}

function giveUp(account: StoredAccount, nowMs: number): void {
  noteRefreshFailure(
    account,
    { status: 401, code: "unauthorized", words: "its tokens are refused even after a renewal", isPage: false },
    nowMs,
  );
  account.expires_at = new Date(nowMs).toISOString();
}
