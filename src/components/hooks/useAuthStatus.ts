import useSWR, { mutate } from "swr";
import { requestJson } from "@/store/apiClient";
import { type AuthStatus, authStatusSchema } from "@/types/providers";
import { AUTH_STATUS_KEY, KEYS_KEY } from "./keys";

const PENDING_POLL_MS = 1_500;
const IDLE_POLL_MS = 15_000;

const getAuthStatus = () => requestJson(authStatusSchema, AUTH_STATUS_KEY);

/** Whether the newest sign-in still waits for the person or for the exchange; older ones were given up. */
export function hasPendingSignIn(status: AuthStatus | undefined): boolean {
  const newest = status?.pending.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0];
  return newest?.status === "waiting" || newest?.status === "exchanging";
}

/**
 * Who is signed in, as the server last said. Every caller shares one entry, so all of them turn at once;
 * `useAuthStatusPolling` keeps it fresh. `status` is undefined until the first answer.
 */
export function useAuthStatus(): { status: AuthStatus | undefined; error: unknown } {
  const { data, error } = useSWR(AUTH_STATUS_KEY, getAuthStatus, {
    revalidateOnFocus: false,
    revalidateIfStale: false,
    revalidateOnReconnect: false,
  });
  return { status: data, error };
}

/** Asks again by the clock and on focus: often while a sign-in is pending. Mounted once, in the shell. */
export function useAuthStatusPolling(): void {
  const { status } = useAuthStatus();
  useSWR(AUTH_STATUS_KEY, getAuthStatus, {
    refreshInterval: hasPendingSignIn(status) ? PENDING_POLL_MS : IDLE_POLL_MS,
    dedupingInterval: PENDING_POLL_MS / 2,
    focusThrottleInterval: PENDING_POLL_MS,
  });
}

/** To be called after anything that changes what is connected: accounts, keys and model lists are asked anew. */
export async function refreshConnections(): Promise<void> {
  await Promise.all([
    mutate(AUTH_STATUS_KEY),
    mutate(KEYS_KEY),
    mutate((key) => typeof key === "string" && key.startsWith("/api/models?")),
  ]);
}
