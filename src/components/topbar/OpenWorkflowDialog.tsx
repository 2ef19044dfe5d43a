"use client";
import { useState } from "react";
import useSWR from "swr";
import { whenText } from "@/components/accounts";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { messages } from "@/components/messages/en";
import { Badge } from "@/components/ui/Badge";
import { Dialog } from "@/components/ui/Dialog";
import { TextInput } from "@/components/ui/Field";
import { Spinner } from "@/components/ui/Spinner";
import { toast } from "@/components/ui/toast";
import { listWorkflows } from "@/store/endpoints";
import { openWorkflow } from "@/store/session";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowSummary } from "@/types/workflow";

const words = messages.shell.openDialog;

/** The list of documents, newest first. */
export function OpenWorkflowDialog({ onClose }: { onClose: () => void }) {
  const { data: workflows, error } = useSWR("/api/workflows", () => listWorkflows(), { revalidateOnFocus: false });
  const [search, setSearch] = useState("");
  const found = workflows?.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const open = async (id: string) => {
    onClose();
    try {
      await openWorkflow(id);
    } catch (failure) {
      toast.error(toShownError(failure).message);
    }
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={words.title} width="sm">
      <TextInput
        aria-label={words.search}
        placeholder={words.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className="mt-3 min-h-40">
        {error !== undefined && <ErrorNote error={toShownError(error)} />}
        {workflows === undefined && error === undefined && <Spinner className="text-ink-3" />}
        {found?.length === 0 && <p className="py-2 text-ink-2">{words.empty}</p>}
        <ul className="-mx-2 flex flex-col gap-0.5">
          {found?.map((workflow) => (
            <WorkflowRow key={workflow.id} workflow={workflow} onOpen={() => void open(workflow.id)} />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function WorkflowRow({ workflow, onOpen }: { workflow: WorkflowSummary; onOpen: () => void }) {
  const isCurrent = useWorkflow((state) => state.workflow?.id === workflow.id);
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full items-center gap-3 rounded-control px-2 py-2 text-left hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{workflow.name}</span>
          <span className="block text-ink-3 text-xs">
            {words.nodes(workflow.nodeCount)} · {whenText(workflow.updatedAt)}
          </span>
        </span>
        {isCurrent && <Badge tone="accent">{words.current}</Badge>}
      </button>
    </li>
  );
}
