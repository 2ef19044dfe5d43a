import { useEffect } from "react";
import { startRun } from "@/store/runSession";
import { workflowStore } from "@/store/useWorkflow";

/** Mod+Enter runs the workflow, also while a prompt is being written; not behind an open dialog. */
export function useRunShortcut(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      if (!workflowStore.getState().workflow?.nodes.length) return;
      event.preventDefault();
      void startRun();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
