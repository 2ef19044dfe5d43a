"use client";
import { messages } from "@/components/messages/en";
import { cx } from "@/components/ui/cx";
import { saveNow } from "@/store/session";
import { useWorkflow } from "@/store/useWorkflow";

const words = messages.shell;

/** Whether the work is safe, in words. A failed save offers the next try. */
export function SavedState() {
  const saveState = useWorkflow((state) => state.saveState);
  const isOpen = useWorkflow((state) => state.workflow !== null);
  if (!isOpen) return null;
  const needsCare = saveState.status === "failed" || saveState.status === "conflict" || saveState.status === "offline";
  return (
    <span className="flex min-w-0 items-center gap-2 text-ink-3">
      <span aria-hidden>·</span>
      <span role="status" className={cx("truncate", needsCare && "text-waiting")}>
        {words.saved[saveState.status]}
      </span>
      {saveState.status === "failed" && (
        <button type="button" onClick={() => void saveNow()} className="rounded-sm text-accent-ink hover:underline">
          {words.retry}
        </button>
      )}
    </span>
  );
}
