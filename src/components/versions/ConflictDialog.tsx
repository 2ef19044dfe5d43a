"use client";
import useSWR from "swr";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { keep } from "@/components/messages/keep";
import { Dialog } from "@/components/ui/Dialog";
import { Spinner } from "@/components/ui/Spinner";
import { readTheirs } from "@/store/session";
import type { Workflow } from "@/types/workflow";
import { DocumentDiffView } from "./DocumentDiffView";

const words = keep.conflict;

/** What was saved elsewhere beside what is here. `choices` are the buttons of the conflict. */
export function ConflictDialog(props: { mine: Workflow; choices: React.ReactNode; onClose: () => void }) {
  const { mine, choices, onClose } = props;
  const { data: theirs, error } = useSWR(["theirs", mine.id], () => readTheirs(mine.id), { revalidateOnFocus: false });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.compareTitle}
      description={words.compareText}
      width="xl"
      footer={<div className="flex flex-wrap justify-end gap-2">{choices}</div>}
    >
      {error !== undefined && <ErrorNote error={toShownError(error)} />}
      {theirs === undefined && error === undefined && <Spinner className="text-ink-3" />}
      {theirs !== undefined && <DocumentDiffView before={theirs} after={mine} />}
    </Dialog>
  );
}
