import { useEffect, useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { listNodeResults } from "@/store/resultEndpoints";
import { workflowStore } from "@/store/useWorkflow";
import type { PastResultRow } from "@/types/api";

interface Loaded {
  rows: readonly PastResultRow[];
  next: string | undefined;
}

export interface ResultHistory {
  /** Undefined until they are there. */
  rows: readonly PastResultRow[] | undefined;
  error: string | undefined;
  /** Loads older ones; undefined where there are none. */
  loadMore: (() => void) | undefined;
}

/** What a node, or one of its items, has given in the runs of the open document, newest first. */
export function useResultHistory(nodeId: string, item: number | undefined): ResultHistory {
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<string>();
  const workflowId = workflowStore.getState().workflow?.id;
  const load = async (before: Loaded | undefined, isWanted: () => boolean) => {
    if (workflowId === undefined) return;
    try {
      const { results, next } = await listNodeResults(workflowId, nodeId, { item, before: before?.next });
      if (isWanted()) setLoaded({ rows: [...(before?.rows ?? []), ...results], next });
    } catch (failure) {
      if (isWanted()) setError(toShownError(failure).message);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the node and its item are all that the first page hangs on
  useEffect(() => {
    let isOpen = true;
    setLoaded(undefined);
    setError(undefined);
    void load(undefined, () => isOpen);
    return () => {
      isOpen = false;
    };
  }, [nodeId, item, workflowId]);
  const loadMore = loaded?.next === undefined ? undefined : () => void load(loaded, () => true);
  return { rows: loaded?.rows, error, loadMore };
}
