import { useEffect } from "react";
import useSWR, { mutate } from "swr";
import { requestJson } from "@/store/apiClient";
import type { NodeStatus } from "@/store/runReducer";
import { useRun } from "@/store/useRun";
import { type AuthStatus, authStatusSchema } from "@/types/providers";
import { AUTH_STATUS_KEY, GOOGLE_STATUS_KEY, KEYS_KEY, SERVERS_KEY } from "./keys";

const PENDING_POLL_MS = 1_500;
/** Shorter than any poll, or a poll would now and then share an older answer. */
const DEDUPE_MS = PENDING_POLL_MS / 2;
const IDLE_POLL_MS = 15_000;
/** While the server is away: it may be on its way back from a restart. */
const OFFLINE_POLL_MS = 3_000;

const endings: ReadonlySet<NodeStatus> = new Set(["failed", "parked"]);

const getAuthStatus = () => requestJson(authStatusSchema, AUTH_STATUS_KEY);

/** Whether the newest sign-in still waits for the person or for the exchange; older ones were given up. */
export function hasPendingSignIn(status: AuthStatus | undefined): boolean {
  const rows = status?.pending.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt)) ?? [];
  const [newest] = rows;
  // One that failed may have other ways beside it that still wait.
  const attempt = rows.filter(
    (row) => row === newest || (row.attempt !== undefined && row.attempt === newest?.attempt),
  );
  return attempt.some((row) => row.status === "waiting" || row.status === "exchanging");
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
    dedupingInterval: DEDUPE_MS,
  });
  return { status: data, error };
}

/**
 * Asks again by the clock and on focus: often while a sign-in is pending, or a node waits for a free place and shows
 * how many are taken. Mounted once, in the shell.
 */
export function useAuthStatusPolling(): void {
  const { status } = useAuthStatus();
  const isQueued = useRun(({ run }) => Object.values(run.nodes).some((node) => node.status === "queued"));
  const failures = useRun(({ run }) => Object.values(run.nodes).filter(({ status }) => endings.has(status)).length);
  useEffect(() => {
    // A call that failed may have ended its account's sign-in; one that parked has met its limit.
    if (failures > 0) void mutate(AUTH_STATUS_KEY);
  }, [failures]);
  useSWR(AUTH_STATUS_KEY, getAuthStatus, {
    refreshInterval: isQueued || hasPendingSignIn(status) ? PENDING_POLL_MS : IDLE_POLL_MS,
    dedupingInterval: DEDUPE_MS,
    focusThrottleInterval: PENDING_POLL_MS,
    onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
      setTimeout(() => revalidate({ retryCount }), OFFLINE_POLL_MS);
    },
  });
}

/** To be called after anything that changes what is connected: accounts, keys and model lists are asked anew. */
export async function refreshConnections(): Promise<void> {
  await Promise.all([
    mutate(AUTH_STATUS_KEY),
    mutate(GOOGLE_STATUS_KEY),
    mutate(KEYS_KEY),
    mutate(SERVERS_KEY),
    mutate((key) => typeof key === "string" && key.startsWith("/api/models?")),
  ]);
}
