import { useCallback, useEffect, useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { openStart, useStart } from "@/components/start/startUi";
import { newWorkflow, openNamedOrLast, watchPage } from "@/store/session";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import type { ErrorBody } from "@/types/errors";

/** What the address asks for: a document by its id if it names one, or an empty one; with the start screen before it. */
export type AskedDocument = { named: string | undefined; start?: boolean } | "new";

/**
 * Opens the document that the address names, else the one that was open last, and keeps the address true.
 * `error` is set when nothing could be opened; `retry` tries again.
 */
export function useOpenDocument(asked: AskedDocument): { error: ErrorBody | undefined; retry: () => void } {
  const isNew = asked === "new";
  const named = isNew ? undefined : asked.named;
  const isStartAsked = !isNew && asked.start === true;
  const [error, setError] = useState<ErrorBody>();
  const open = useCallback(() => {
    setError(undefined);
    (isNew ? newWorkflow() : openNamedOrLast(named)).catch((failure: unknown) => setError(toShownError(failure)));
  }, [isNew, named]);
  useEffect(() => {
    // Development mounts twice; the first opening counts.
    if (workflowStore.getState().workflow === null) {
      open();
      if (isStartAsked) openStart();
    }
    return watchPage();
  }, [open, isStartAsked]);

  const openId = useWorkflow(({ workflow }) => (workflow !== null && workflow.revision > 0 ? workflow.id : undefined));
  const isOpen = useWorkflow(({ workflow }) => workflow !== null);
  const isStart = useStart((state) => state.isOpen);
  useEffect(() => {
    const address = openId === undefined ? "/" : `/?workflow=${openId}`;
    if (isOpen) history.replaceState(history.state, "", isStart ? "/?start" : address);
  }, [isOpen, openId, isStart]);
  return { error, retry: open };
}
