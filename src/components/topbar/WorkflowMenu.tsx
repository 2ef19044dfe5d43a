"use client";
import { ChevronDown, Copy, Download, FilePlus2, FolderOpen, Trash2, Upload } from "lucide-react";
import dynamic from "next/dynamic";
import { type ChangeEvent, useRef, useState } from "react";
import { titleOf, toShownError } from "@/components/ErrorNote";
import { messages } from "@/components/messages/en";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/Menu";
import { toast } from "@/components/ui/toast";
import { downloadWorkflow, readWorkflowFile } from "@/components/workflowFile";
import { deleteWorkflow } from "@/store/endpoints";
import { newWorkflow, openAsNew, openLastWorkflow, saveNow } from "@/store/session";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";

const ConfirmDialog = dynamic(() => import("@/components/ui/ConfirmDialog").then((module) => module.ConfirmDialog));
const OpenWorkflowDialog = dynamic(() => import("./OpenWorkflowDialog").then((module) => module.OpenWorkflowDialog));

const words = messages.shell.menu;

/** Everything that is done with a document as a whole. */
export function WorkflowMenu() {
  const [dialog, setDialog] = useState<"open" | "delete">();
  const fileInput = useRef<HTMLInputElement>(null);
  const name = useWorkflow((state) => state.workflow?.name ?? "");
  return (
    <>
      <Menu trigger={<IconButton label={words.label} icon={ChevronDown} size="sm" />}>
        <MenuItem icon={FilePlus2} onSelect={() => void attempt(newWorkflow)}>
          {words.new}
        </MenuItem>
        <MenuItem icon={FolderOpen} onSelect={() => setDialog("open")}>
          {words.open}
        </MenuItem>
        <MenuItem icon={Copy} onSelect={() => void attempt(duplicateWorkflow)}>
          {words.duplicate}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Download} onSelect={exportWorkflow}>
          {words.export}
        </MenuItem>
        <MenuItem icon={Upload} onSelect={() => fileInput.current?.click()}>
          {words.import}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setDialog("delete")}>
          {words.delete}
        </MenuItem>
      </Menu>
      <input
        ref={fileInput}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={words.import}
        onChange={(event) => void importFile(event)}
      />
      {dialog === "open" && <OpenWorkflowDialog onClose={() => setDialog(undefined)} />}
      {dialog === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={() => setDialog(undefined)}
          title={words.deleteTitle(name)}
          confirmLabel={words.deleteConfirm}
          onConfirm={() => attempt(removeWorkflow)}
        >
          {words.deleteText}
        </ConfirmDialog>
      )}
    </>
  );
}

async function attempt(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const shown = toShownError(error);
    toast.error(titleOf(shown), { description: shown.message });
  }
}

async function duplicateWorkflow(): Promise<void> {
  const { workflow } = workflowStore.getState();
  if (workflow !== null) await openAsNew({ ...workflow, name: words.copyName(workflow.name).slice(0, 200) });
}

function exportWorkflow(): void {
  const { workflow } = workflowStore.getState();
  if (workflow !== null) downloadWorkflow(workflow);
}

async function removeWorkflow(): Promise<void> {
  // A save that is still under way would bring the document back.
  await saveNow();
  const { workflow } = workflowStore.getState();
  if (workflow === null) return;
  if (workflow.revision > 0) await deleteWorkflow(workflow.id);
  await openLastWorkflow();
  toast(words.deleted(workflow.name));
}

async function importFile({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
  const file = target.files?.[0];
  // The same file can be chosen again.
  target.value = "";
  if (file === undefined) return;
  try {
    const workflow = await readWorkflowFile(file);
    await openAsNew(workflow);
    toast.success(words.imported(workflow.name));
  } catch (error) {
    toast.error(words.importFailed, { description: toShownError(error).message });
  }
}
