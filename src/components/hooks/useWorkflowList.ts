import useSWR from "swr";
import { listDrawnWorkflows } from "@/store/endpoints";
import type { WorkflowSummary } from "@/types/workflow";

/** All workflows with their drawings, newest first; asked for anew whenever something shows them. */
export function useWorkflowList(): {
  workflows: WorkflowSummary[] | undefined;
  error: unknown;
  refresh: () => Promise<unknown>;
} {
  const { data, error, mutate } = useSWR("/api/workflows?drawings=1", () => listDrawnWorkflows(), {
    revalidateOnFocus: false,
    dedupingInterval: 0,
  });
  return { workflows: data, error, refresh: () => mutate() };
}
