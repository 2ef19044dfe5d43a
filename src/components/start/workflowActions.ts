import { titleOf, toShownError } from "@/components/ErrorNote";
import { messages } from "@/components/messages/en";
import { toast } from "@/components/ui/toast";
import { createWorkflow, deleteWorkflow, readWorkflow, saveWorkflow } from "@/store/endpoints";
import { newId } from "@/store/ids";
import { newWorkflow, openLastWorkflow, openWorkflow, saveNow } from "@/store/session";
import { workflowStore } from "@/store/useWorkflow";
import { closeStart, openStart } from "./startUi";

/** What is done with workflows from lists of them, be they open or not. A failure is told. */

const words = messages.shell.menu;

const openId = () => workflowStore.getState().workflow?.id;

export async function attempt(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const shown = toShownError(error);
    toast.error(titleOf(shown), { description: shown.message });
  }
}

export function goToWorkflow(id: string): Promise<void> {
  return attempt(async () => {
    if (id !== openId()) await openWorkflow(id);
    closeStart();
  });
}

export function startNewWorkflow(): Promise<void> {
  return attempt(async () => {
    await newWorkflow();
    closeStart();
  });
}

/** @throws never: a failure is told */
export function renameListed(id: string, name: string): Promise<void> {
  return attempt(async () => {
    if (id === openId()) {
      workflowStore.getState().renameWorkflow(name);
      await saveNow();
    } else await saveWorkflow({ ...(await readWorkflow(id)), name });
  });
}

export function duplicateListed(id: string): Promise<void> {
  return attempt(async () => {
    if (id === openId()) await saveNow();
    const workflow = await readWorkflow(id);
    const name = words.copyName(workflow.name).slice(0, 200);
    await createWorkflow({ ...workflow, id: newId("wf"), name, revision: 0 });
  });
}

export function deleteListed(id: string, name: string): Promise<void> {
  return attempt(async () => {
    // A save that is still under way would bring the document back.
    if (id === openId()) await saveNow();
    await deleteWorkflow(id);
    if (id === openId()) {
      await openLastWorkflow();
      openStart();
    }
    toast(words.deleted(name));
  });
}

/** Opens a file as a new workflow; what cannot be opened is told, or offered to a model. */
export function importFile(file: File): Promise<void> {
  return attempt(async () => {
    const { importWorkflowFile, tellImportFailure } = await import("@/components/workflowFile");
    try {
      const workflow = await importWorkflowFile(file);
      closeStart();
      toast.success(words.imported(workflow.name));
    } catch (error) {
      await tellImportFailure(error, file);
    }
  });
}
