import useSWR from "swr";
import { requestJson } from "@/store/apiClient";
import { type GoogleAccountView, type GoogleAuthStatus, googleAuthStatusSchema } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";
import { GOOGLE_STATUS_KEY } from "./keys";

const PENDING_POLL_MS = 1_500;

/** Which Google accounts are signed in; undefined until the first answer. Asked again by the clock while one signs in. */
export function useGoogleStatus(): GoogleAuthStatus | undefined {
  const { data } = useSWR(GOOGLE_STATUS_KEY, (path: string) => requestJson(googleAuthStatusSchema, path), {
    refreshInterval: (latest) => (latest !== undefined && hasOpen(latest) ? PENDING_POLL_MS : 0),
    dedupingInterval: PENDING_POLL_MS / 2,
    revalidateIfStale: false,
    shouldRetryOnError: false,
  });
  return data;
}

function hasOpen({ pending }: GoogleAuthStatus): boolean {
  return pending.some(({ status }) => status === "waiting" || status === "exchanging");
}

/** The Google account that pays for a node: the one it names, else the default one where there is no key (decision 14). */
export function useGooglePayer(
  { provider, account }: { provider: ProviderId; account?: string },
  keyLastFour: string | undefined,
): GoogleAccountView | undefined {
  const status = useGoogleStatus();
  if (provider !== "google" || (account === undefined && keyLastFour !== undefined)) return undefined;
  const id = account ?? status?.defaultAccountId;
  return status?.accounts.find((candidate) => candidate.id === id);
}
