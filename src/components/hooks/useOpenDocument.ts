import { useCallback, useEffect, useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { newWorkflow, openNamedOrLast, watchPage } from "@/store/session";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import type { ErrorBody } from "@/types/errors";

/** What the address asks for: a document by its id if it names one, or an empty one. */
export type AskedDocument = { named: string | undefined } | "new";

/**
 * Opens the document that the address names, else the one that was open last, and keeps the address true.
 * `error` is set when nothing could be opened; `retry` tries again.
 */
export function useOpenDocument(asked: AskedDocument): { error: ErrorBody | undefined; retry: () => void } {
  const isNew = asked === "new";
  const named = isNew ? undefined : asked.named;
  const [error, setError] = useState<ErrorBody>();
  const open = useCallback(() => {
    setError(undefined);
    (isNew ? newWorkflow() : openNamedOrLast(named)).catch((failure: unknown) => setError(toShownError(failure)));
  }, [isNew, named]);
  useEffect(() => {
    // Development mounts twice; the first opening counts.
    if (workflowStore.getState().workflow === null) open();
    return watchPage();
  }, [open]);

  const openId = useWorkflow(({ workflow }) => (workflow !== null && workflow.revision > 0 ? workflow.id : undefined));
  const isOpen = useWorkflow(({ workflow }) => workflow !== null);
  useEffect(() => {
    if (isOpen) history.replaceState(history.state, "", openId === undefined ? "/" : `/?workflow=${openId}`);
  }, [isOpen, openId]);
  return { error, retry: open };
}
