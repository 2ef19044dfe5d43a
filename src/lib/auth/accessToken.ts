import type { FileLock } from "@/lib/storage/file/fileLock";
import type { AccountRecord } from "./authFileSchema";
import type { RefreshReason } from "./flows/codex/codexProtocol";
import { isUsable, mayRefresh, noteRefreshFailure, refreshReason } from "./refreshPolicy";
import { openToken } from "./sealing";
import { disconnected, type Renewal, renewTokens, unusable } from "./tokenRenewal";

export interface AccessToken {
  value: string;
  /** The row it was read from; its `generation` names the token. */
  account: AccountRecord;
}

/** Access tokens that are renewed before they end, once per expiry whatever the number of callers and processes. */
export interface AccessTokens {
  /** @throws AppError `auth_required`, `reauth_required`, `egress_blocked`, `upstream_unavailable`, `storage_failed` */
  get(accountId: string): Promise<AccessToken>;
  /** Renews a token that the upstream refused, unless it was renewed since. @throws as `get` */
  recover(accountId: string, refusedGeneration: number): Promise<void>;
  /** Gives up a token that was refused even after a renewal: only a new sign-in helps. */
  reject(accountId: string, refusedGeneration: number): Promise<void>;
}

export interface AccessTokensOptions extends Omit<Renewal, "unsaved"> {
  /** Between processes, one for each account; it is held while the issuer is asked. */
  refreshLock: (accountId: string) => FileLock;
  /** Added to the margin before expiry, in milliseconds. */
  jitterMs: number;
}

export function createAccessTokens({ refreshLock, jitterMs, ...rest }: AccessTokensOptions): AccessTokens {
  const renewal: Renewal = { ...rest, unsaved: new Map() };
  const { store, box, now } = renewal;
  const inFlight = new Map<string, Promise<AccountRecord>>();

  /** Callers share the read together with the refresh: who reads alone may hold a token that is about to be rotated. */
  function share(key: string, work: () => Promise<AccountRecord>): Promise<AccountRecord> {
    const running = inFlight.get(key) ?? work().finally(() => inFlight.delete(key));
    inFlight.set(key, running);
    return running;
  }

  async function read(accountId: string): Promise<AccountRecord> {
    const { document } = await store.read();
    const account = document.accounts.find(({ id }) => id === accountId);
    if (account === undefined) throw disconnected();
    return account;
  }

  async function load(accountId: string): Promise<AccountRecord> {
    const seen = await read(accountId);
    if (renewalReason(seen, now(), jitterMs) === undefined) return seen;
    return refreshLock(accountId).run(async () => {
      // Read again: whoever held the lock before has most likely renewed it.
      const account = await read(accountId);
      const reason = renewalReason(account, now(), jitterMs);
      return reason === undefined ? account : renewTokens(renewal, account, reason);
    });
  }

  function recover(accountId: string, refusedGeneration: number): Promise<AccountRecord> {
    return refreshLock(accountId).run(async () => {
      const account = await read(accountId);
      if (account.generation !== refusedGeneration) return account;
      if (!mayRefresh(account, now(), false)) throw unusable(account, now());
      return renewTokens(renewal, account, "unauthorized_recovery");
    });
  }

  return {
    async get(accountId) {
      const account = await share(accountId, () => load(accountId));
      const value = await openToken(box, account, "access_token");
      if (value === null) throw unusable(account, now());
      return { value, account };
    },
    async recover(accountId, refusedGeneration) {
      await share(`${accountId}@${refusedGeneration}`, () => recover(accountId, refusedGeneration));
    },
    reject: (accountId, refusedGeneration) =>
      store.update(({ accounts }) => {
        const account = accounts.find(({ id }) => id === accountId);
        if (account?.generation === refusedGeneration) giveUp(account, now());
      }),
  };
}

/** Undefined: send the present token. @throws AppError when it has ended and cannot be renewed now */
function renewalReason(account: AccountRecord, nowMs: number, jitterMs: number): RefreshReason | undefined {
  const usable = isUsable(account, nowMs);
  const reason = refreshReason(account, nowMs, jitterMs);
  if (usable && reason === undefined) return undefined;
  if (mayRefresh(account, nowMs, usable)) return reason ?? "proactive_expiry";
  if (usable) return undefined;
  throw unusable(account, nowMs);
}

function giveUp(account: AccountRecord, nowMs: number): void {
  noteRefreshFailure(
    account,
    { status: 401, code: "unauthorized", words: "its tokens are refused even after a renewal", isPage: false },
    nowMs,
  );
  account.expires_at = new Date(nowMs).toISOString();
}
