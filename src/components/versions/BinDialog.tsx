"use client";
import { useState } from "react";
import useSWR from "swr";
import { whenText } from "@/components/accounts";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { versions as messages } from "@/components/messages/versions";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { Dialog } from "@/components/ui/Dialog";
import { Spinner } from "@/components/ui/Spinner";
import { toast } from "@/components/ui/toast";
import { listBin, removeFromBin, restoreFromBin } from "@/store/endpoints";
import { openWorkflow } from "@/store/session";
import type { BinnedWorkflow } from "@/types/workflow";

const words = messages.bin;

/** Deleted workflows: put one back and open it, or delete it for good. */
export function BinDialog({ onClose }: { onClose: () => void }) {
  const { data, error, mutate } = useSWR("/api/bin", () => listBin(), { revalidateOnFocus: false });
  const [leaving, setLeaving] = useState<BinnedWorkflow>();
  const attempt = (work: () => Promise<unknown>) =>
    work().catch((failure: unknown) => toast.error(toShownError(failure).message));
  const restore = (workflow: BinnedWorkflow) =>
    attempt(async () => {
      const { id, name } = await restoreFromBin(workflow.entry);
      onClose();
      await openWorkflow(id);
      toast.success(words.restored(name));
    });
  const remove = (workflow: BinnedWorkflow) => attempt(() => removeFromBin(workflow.entry).then(() => mutate()));
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={words.title} description={words.intro}>
      <div className="min-h-40">
        {error !== undefined && <ErrorNote error={toShownError(error)} />}
        {data === undefined && error === undefined && <Spinner className="text-ink-3" />}
        {data?.length === 0 && <p className="text-ink-2">{words.empty}</p>}
        <ul className="flex flex-col divide-y divide-line">
          {data?.map((workflow) => (
            <BinRow
              key={workflow.entry}
              workflow={workflow}
              onRestore={() => void restore(workflow)}
              onRemove={() => setLeaving(workflow)}
            />
          ))}
        </ul>
      </div>
      {leaving && (
        <ConfirmDialog
          open
          onOpenChange={() => setLeaving(undefined)}
          title={words.removeTitle(leaving.name)}
          confirmLabel={words.remove}
          onConfirm={async () => void (await remove(leaving))}
        >
          {words.removeText}
        </ConfirmDialog>
      )}
    </Dialog>
  );
}

function BinRow(props: { workflow: BinnedWorkflow; onRestore: () => void; onRemove: () => void }) {
  const { workflow, onRestore, onRemove } = props;
  const { name, deletedAt, goneAt } = workflow;
  return (
    <li className="flex flex-wrap items-center gap-3 py-2.5">
      <span className="min-w-0 flex-1 basis-48">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-ink-3 text-xs">
          {words.deleted(whenText(deletedAt))} · {words.goneAt(whenText(goneAt))}
        </span>
      </span>
      <Button size="sm" aria-label={words.restoreLabel(name)} onClick={onRestore}>
        {words.restore}
      </Button>
      <Button size="sm" variant="danger" aria-label={words.removeLabel(name)} onClick={onRemove}>
        {words.remove}
      </Button>
    </li>
  );
}
