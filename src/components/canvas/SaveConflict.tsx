import { lazy, Suspense, useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { messages } from "@/components/messages/en";
import { keep } from "@/components/messages/keep";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import { useMay } from "@/store/person";
import { keepMine, keepMineAsCopy, loadTheirs, openLastWorkflow } from "@/store/session";
import { useWorkflow } from "@/store/useWorkflow";

const ConflictDialog = lazy(() =>
  import("@/components/versions/ConflictDialog").then((module) => ({ default: module.ConflictDialog })),
);

const words = keep.conflict;

/** The document was saved or deleted elsewhere: the person chooses, nothing is merged or written over. */
export function SaveConflict() {
  const isConflict = useWorkflow((state) => state.saveState.status === "conflict");
  return isConflict ? <OpenConflict /> : null;
}

function OpenConflict() {
  const isGone = useWorkflow(({ saveState }) => saveState.status === "conflict" && saveState.isGone === true);
  const isUnsaved = useWorkflow((state) => state.edition !== state.savedEdition);
  const workflow = useWorkflow((state) => state.workflow);
  const [isComparing, setComparing] = useState(false);
  const mayEdit = useMay("editor");
  const [busy, setBusy] = useState(false);
  const choose = (action: () => Promise<void>) => async () => {
    setBusy(true);
    await action().catch((error: unknown) => toast.error(toShownError(error).message));
    setBusy(false);
  };
  const button = (label: string, action: () => Promise<void>, isFirst = false) => (
    <Button key={label} disabled={busy} variant={isFirst ? "primary" : "secondary"} onClick={choose(action)}>
      {label}
    </Button>
  );
  const keepCopy = () => keepMineAsCopy(messages.shell.menu.copyName(workflow?.name ?? ""));
  // Who may not change it has nothing to keep.
  const copy = (isFirst: boolean) => (mayEdit ? [button(words.mineAsCopy, keepCopy, isFirst)] : []);
  const choices = isGone
    ? [...copy(true), button(words.leave, openLastWorkflow)]
    : [
        button(words.theirs, loadTheirs, !isUnsaved),
        ...copy(isUnsaved),
        ...(isUnsaved ? [button(words.mine, keepMine)] : []),
      ];
  return (
    <div
      role="alert"
      className="flex max-w-[720px] flex-wrap items-center gap-x-4 gap-y-3 rounded-card border border-waiting bg-panel px-4 py-3 shadow-float"
    >
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-semibold">{isGone ? words.goneTitle : words.title}</p>
        <p className="mt-0.5 text-ink-2">{textOf(isGone, isUnsaved)}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {choices}
        {!isGone && (
          <Button variant="ghost" onClick={() => setComparing(true)}>
            {words.compare}
          </Button>
        )}
      </div>
      {isComparing && workflow !== null && (
        <Suspense>
          <ConflictDialog mine={workflow} choices={choices} onClose={() => setComparing(false)} />
        </Suspense>
      )}
    </div>
  );
}

function textOf(isGone: boolean, isUnsaved: boolean): string {
  if (isGone) return words.goneText;
  return isUnsaved ? words.text : words.textUnchanged;
}
