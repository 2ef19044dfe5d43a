import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { canvas as words } from "@/components/messages/canvas";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import { keepMineAsCopy, loadTheirs } from "@/store/session";
import { useWorkflow } from "@/store/useWorkflow";

/** Two tabs saved the same document: the person chooses, nothing is merged or written over. */
export function SaveConflict() {
  const isConflict = useWorkflow((state) => state.saveState.status === "conflict");
  const [busy, setBusy] = useState(false);
  if (!isConflict) return null;
  const choose = async (action: () => Promise<void>) => {
    setBusy(true);
    await action().catch((error: unknown) => toast.error(toShownError(error).message));
    setBusy(false);
  };
  return (
    <div
      role="alert"
      className="flex max-w-[640px] items-center gap-4 rounded-card border border-waiting bg-panel px-4 py-3 shadow-float"
    >
      <div>
        <p className="font-semibold">{words.conflict.title}</p>
        <p className="mt-0.5 text-ink-2">{words.conflict.text}</p>
      </div>
      <div className="flex shrink-0 flex-col gap-2">
        <Button disabled={busy} onClick={() => void choose(keepMineAsCopy)} variant="primary">
          {words.conflict.mine}
        </Button>
        <Button disabled={busy} onClick={() => void choose(loadTheirs)}>
          {words.conflict.theirs}
        </Button>
      </div>
    </div>
  );
}
