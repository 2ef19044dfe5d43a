import useSWR from "swr";
import { requestJson } from "@/store/apiClient";
import { type AccountUsage, accountUsageSchema } from "@/types/limits";
import type { AccountView } from "@/types/providers";

/** The server asks the upstream no more often than this either. */
const LEAST_MS = 60_000;

/**
 * How much of the plan is used, asked of the upstream while somebody looks; what the status knows until that is
 * answered. Undefined where nothing can be known: of API credit, and of route siwc, whose plan cannot be read.
 */
export function useAccountUsage(account: AccountView, everyMs = LEAST_MS): AccountUsage | undefined {
  const isAsked = canBeAsked(account) && (account.status === "active" || account.status === "limited");
  const { data } = useSWR(
    isAsked ? `/api/accounts/${encodeURIComponent(account.id)}/usage` : null,
    (path: string) => requestJson(accountUsageSchema, path),
    { refreshInterval: everyMs, dedupingInterval: LEAST_MS / 2, revalidateOnFocus: false, shouldRetryOnError: false },
  );
  return canBeAsked(account) ? newer(data, account.usage) : undefined;
}

function canBeAsked({ route, mode }: AccountView): boolean {
  return route === "codex" && mode === "chatgpt";
}

function newer(asked: AccountUsage | undefined, told: AccountUsage | undefined): AccountUsage | undefined {
  if (asked === undefined || told === undefined) return asked ?? told;
  return (told.observedAt ?? "") > (asked.observedAt ?? "") ? told : asked;
}
