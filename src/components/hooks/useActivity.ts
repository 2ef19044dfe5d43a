import useSWR, { mutate } from "swr";
import { readActivity } from "@/store/endpoints";
import type { Activity } from "@/types/activity";
import { ACTIVITY_KEY } from "./keys";

/** Somebody looks at it. */
export const LOOKED_AT_MS = 2_000;
/** Nobody looks: whether there is anything to look at. */
export const IN_PASSING_MS = 10_000;

/**
 * What goes on in all workflows, asked again every `everyMs`. Several callers share one answer. Undefined until the
 * first.
 */
export function useActivity(everyMs: number): { activity: Activity | undefined; error: unknown } {
  const { data, error } = useSWR(ACTIVITY_KEY, readActivity, {
    refreshInterval: everyMs,
    // Shorter than any of the intervals, so that callers at different paces do not ask twice.
    dedupingInterval: LOOKED_AT_MS / 2,
    revalidateOnFocus: true,
    shouldRetryOnError: false,
  });
  return { activity: data, error };
}

/** To be called after anything that begins or ends a run elsewhere. */
export function refreshActivity(): Promise<unknown> {
  return mutate(ACTIVITY_KEY);
}
