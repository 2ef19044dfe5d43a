import { useCallback, useEffect, useState } from "react";
import { messages } from "@/components/messages/en";
import { toast } from "@/components/ui/toast";
import { openLastWorkflow, openWorkflow, watchPage } from "@/store/session";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import { type ErrorBody, isAppError } from "@/types/errors";
import { toShownError } from "./ErrorNote";
import { goToLogin } from "./goToLogin";

/**
 * Opens the document that the address names, else the one that was open last, and keeps the address true.
 * `error` is set when nothing could be opened; `retry` tries again.
 */
export function useOpenDocument(workflowId: string | undefined): { error: ErrorBody | undefined; retry: () => void } {
  const [error, setError] = useState<ErrorBody>();
  const open = useCallback(() => {
    setError(undefined);
    openNamedOrLast(workflowId).catch((failure: unknown) => {
      setError(toShownError(failure));
      goToLogin(failure);
    });
  }, [workflowId]);
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

async function openNamedOrLast(workflowId: string | undefined): Promise<void> {
  if (workflowId === undefined) return openLastWorkflow();
  try {
    await openWorkflow(workflowId);
  } catch (error) {
    if (!isAppError(error) || error.code !== "not_found") throw error;
    await openLastWorkflow();
    toast(messages.shell.workflowGone);
  }
}
