import useSWR from "swr";
import { requestJson } from "@/store/apiClient";
import { type ModelList, modelListSchema } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";
import { modelsKey } from "./keys";

const KEEP_MS = 60_000;

/** The models of a provider on one account (or its default). Pass no provider while nothing should be asked. */
export function useModels(
  provider: ProviderId | undefined,
  account?: string,
): { list: ModelList | undefined; error: unknown; isLoading: boolean; refresh: () => Promise<unknown> } {
  const { data, error, isLoading, mutate } = useSWR(
    provider === undefined ? null : modelsKey(provider, account),
    (path: string) => requestJson(modelListSchema, path),
    { revalidateOnFocus: false, dedupingInterval: KEEP_MS, shouldRetryOnError: false },
  );
  return { list: data, error, isLoading, refresh: () => mutate() };
}
