import useSWR, { mutate } from "swr";
import { clearCache, readCacheStats } from "@/store/resultEndpoints";
import type { CacheStats } from "@/types/api";
import { CACHE_KEY } from "./keys";

/** How much of earlier runs is kept. `clear` returns how many results it removed, and throws AppError. */
export function useCache(): { stats: CacheStats | undefined; error: unknown; clear: () => Promise<number> } {
  const { data, error } = useSWR(CACHE_KEY, () => readCacheStats());
  return { stats: data, error, clear };
}

async function clear(): Promise<number> {
  const { entries } = await clearCache();
  await mutate(CACHE_KEY);
  return entries;
}
