import { useMemo } from "react";
import { usePerson } from "@/store/person";
import type { AccountView, AuthStatus, GoogleAuthStatus, KeyView } from "@/types/providers";
import type { KeyProviderId, ProviderId } from "@/types/providerTable";
import type { ServerView } from "@/types/servers";
import { useAuthStatus } from "./useAuthStatus";
import { useGoogleStatus } from "./useGoogleStatus";
import { useKeys } from "./useKeys";
import { chosenServer, useServers } from "./useServers";

export interface Runnable {
  /** False until accounts and keys were both asked for once. */
  isKnown: boolean;
  /** Providers that can be called now, in the order the screen offers them. */
  providers: ProviderId[];
  /** Accounts that can be called now (a limited one waits for its reset, but is signed in; one that may not use its plan cannot). */
  accounts: AccountView[];
  defaultAccountId: string | null;
  /** Of the person's own. */
  servers: ServerView[];
  /** Whether this provider (and this account, when named) can be called. */
  canRun: (provider: ProviderId, account?: string) => boolean;
  /** Whether a node names another person's account: the default one of whoever runs it pays then. */
  isOthers: (provider: ProviderId, account?: string) => boolean;
}

const usableStatuses: ReadonlySet<AccountView["status"]> = new Set(["created", "active", "limited"]);

/** What is connected, in the form that nodes and templates ask for. */
export function useRunnable(): Runnable {
  const { status } = useAuthStatus();
  const { keys } = useKeys();
  const google = useGoogleStatus();
  const { servers } = useServers();
  const hasPeople = usePerson() !== undefined;
  return useMemo(
    () => toRunnable(status, keys, google, servers, hasPeople),
    [status, keys, google, servers, hasPeople],
  );
}

export function toRunnable(
  status: AuthStatus | undefined,
  keys: KeyView[] | undefined,
  google?: GoogleAuthStatus,
  servers: ServerView[] = [],
  hasPeople = false,
): Runnable {
  const accounts =
    status?.accounts.filter((account) => usableStatuses.has(account.status) && account.planUse !== false) ?? [];
  const withKey = keys?.filter((key) => key.source !== null).map((key): KeyProviderId => key.provider) ?? [];
  const owned = new Set([...(status?.accounts ?? []), ...(status?.formerAccounts ?? [])].map(({ id }) => id));
  const isOthers: Runnable["isOthers"] = (provider, account) =>
    hasPeople && status !== undefined && provider === "openai-auth" && account !== undefined && !owned.has(account);
  // A Google account pays where there is no key.
  const withGoogle = google?.configured === true && google.accounts.some(({ status }) => usableStatuses.has(status));
  const providers: ProviderId[] = [
    ...(accounts.length > 0 ? (["openai-auth"] as const) : []),
    ...withKey,
    ...(withGoogle && !withKey.includes("google") ? (["google"] as const) : []),
    ...(servers.length > 0 ? (["compatible"] as const) : []),
  ];
  return {
    isKnown: status !== undefined && keys !== undefined,
    providers,
    accounts,
    defaultAccountId: status?.defaultAccountId ?? null,
    servers,
    isOthers,
    canRun: (provider, account) => {
      if (provider === "compatible") return chosenServer(servers, account) !== undefined;
      return account === undefined || isOthers(provider, account)
        ? providers.includes(provider)
        : accounts.some((candidate) => candidate.id === account);
    },
  };
}
