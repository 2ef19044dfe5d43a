"use client";
import { messages } from "@/components/messages/en";
import { keep } from "@/components/messages/keep";
import { cx } from "@/components/ui/cx";
import { saveNow } from "@/store/session";
import { useWorkflow } from "@/store/useWorkflow";
import type { SaveState } from "@/store/workflowStore";

const words = messages.shell;

/** Whether the work is safe, in words. A failed save offers the next try. */
export function SavedState() {
  const saveState = useWorkflow((state) => state.saveState);
  const isOpen = useWorkflow((state) => state.workflow !== null);
  if (!isOpen) return null;
  const needsCare = saveState.status === "failed" || saveState.status === "conflict" || saveState.status === "offline";
  return (
    <span className={cx("flex min-w-0 items-center gap-2 text-ink-3", !needsCare && "max-md:sr-only")}>
      <span aria-hidden>·</span>
      <span role="status" className={cx("truncate", needsCare && "text-waiting")}>
        {textOf(saveState)}
      </span>
      {saveState.status === "failed" && (
        <button type="button" onClick={() => void saveNow()} className="rounded-sm text-accent-ink hover:underline">
          {words.retry}
        </button>
      )}
    </span>
  );
}

function textOf(saveState: SaveState): string {
  if (saveState.status === "offline" && saveState.isKept) return keep.offlineKept;
  if (saveState.status === "conflict" && saveState.isGone) return keep.conflict.goneTitle;
  return words.saved[saveState.status];
}
