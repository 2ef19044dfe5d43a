"use client";
import {
  AlarmClock,
  ArchiveRestore,
  ChevronDown,
  Copy,
  Download,
  FileArchive,
  FilePlus2,
  FolderOpen,
  History,
  House,
  ImageDown,
  Keyboard,
  LayoutTemplate,
  MoonStar,
  PanelTop,
  PencilLine,
  Share2,
  Trash2,
  Upload,
} from "lucide-react";
import dynamic from "next/dynamic";
import { type ChangeEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { CommandItem } from "@/components/commands/CommandItem";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { downloadWorkflow } from "@/components/downloadWorkflow";
import { messages } from "@/components/messages/en";
import { attempt, importFile } from "@/components/start/workflowActions";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuSeparator } from "@/components/ui/Menu";
import type { MenuProps } from "@/components/ui/menuContext";
import { toast } from "@/components/ui/toast";
import { deleteWorkflow } from "@/store/endpoints";
import { newWorkflow, openAsNew, openLastWorkflow, saveNow } from "@/store/session";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";

const HeldBy = dynamic(() => import("@/components/held/HeldBy").then((module) => module.HeldBy));
const ConfirmDialog = dynamic(() => import("@/components/ui/ConfirmDialog").then((module) => module.ConfirmDialog));

const words = messages.shell.menu;

/** Everything that is done with a document as a whole; `more` are items after it. */
export function WorkflowMenu({ trigger, more }: { trigger?: MenuProps["trigger"]; more?: ReactNode }) {
  const [dialog, setDialog] = useState<"delete">();
  const fileInput = useRef<HTMLInputElement>(null);
  const id = useWorkflow((state) => state.workflow?.id ?? "");
  const name = useWorkflow((state) => state.workflow?.name ?? "");
  const actions = useMemo<CommandActions>(
    () => ({
      newWorkflow: { run: () => void attempt(newWorkflow) },
      duplicateWorkflow: { run: () => void attempt(duplicateWorkflow), isPossible: isOpen },
      exportWorkflow: { run: exportWorkflow, isPossible: isOpen },
      exportWithFiles: { run: () => void attempt(exportWithFiles), isPossible: isOpen },
      importWorkflow: { run: () => fileInput.current?.click() },
      deleteWorkflow: { run: () => setDialog("delete"), isPossible: isOpen },
    }),
    [],
  );
  useCommands(actions);
  return (
    <>
      <Menu trigger={trigger ?? <IconButton label={words.label} icon={ChevronDown} size="sm" />}>
        <CommandItem id="newWorkflow" icon={FilePlus2} title={words.new} />
        <CommandItem id="openWorkflow" icon={FolderOpen} title={words.open} />
        <CommandItem id="renameWorkflow" icon={PencilLine} title={words.rename} />
        <CommandItem id="duplicateWorkflow" icon={Copy} title={words.duplicate} />
        <MenuSeparator />
        <CommandItem id="exportWorkflow" icon={Download} title={words.export} />
        <CommandItem id="exportWithFiles" icon={FileArchive} />
        <CommandItem id="pictureOfCanvas" icon={ImageDown} />
        <CommandItem id="importWorkflow" icon={Upload} title={words.import} />
        <MenuSeparator />
        <CommandItem id="offer" icon={Share2} />
        <CommandItem id="openAsPage" icon={PanelTop} />
        <CommandItem id="triggers" icon={AlarmClock} />
        <MenuSeparator />
        <CommandItem id="versions" icon={History} />
        <CommandItem id="deleteWorkflow" icon={Trash2} danger title={words.delete} />
        <CommandItem id="bin" icon={ArchiveRestore} />
        <MenuSeparator />
        <CommandItem id="nightShift" icon={MoonStar} />
        <CommandItem id="templates" icon={LayoutTemplate} />
        <CommandItem id="start" icon={House} />
        <CommandItem id="shortcuts" icon={Keyboard} />
        {more}
      </Menu>
      <input
        ref={fileInput}
        type="file"
        accept=".json,.zip,application/json,application/zip"
        hidden
        aria-label={words.import}
        onChange={takeFile}
      />
      {dialog === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={() => setDialog(undefined)}
          title={words.deleteTitle(name)}
          confirmLabel={words.deleteConfirm}
          onConfirm={() => attempt(removeWorkflow)}
        >
          {words.deleteText}
          <HeldBy id={id} />
        </ConfirmDialog>
      )}
    </>
  );
}

const isOpen = () => workflowStore.getState().workflow !== null;

async function duplicateWorkflow(): Promise<void> {
  const { workflow } = workflowStore.getState();
  if (workflow !== null) await openAsNew({ ...workflow, name: words.copyName(workflow.name).slice(0, 200) });
}

function exportWorkflow(): void {
  const { workflow } = workflowStore.getState();
  if (workflow !== null) downloadWorkflow(workflow);
}

async function exportWithFiles(): Promise<void> {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return;
  const { saveBundle } = await import("@/components/bundle/saveBundle");
  await saveBundle(workflow);
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

function takeFile({ target }: ChangeEvent<HTMLInputElement>): void {
  const file = target.files?.[0];
  // The same file can be chosen again.
  target.value = "";
  if (file !== undefined) void importFile(file);
}
