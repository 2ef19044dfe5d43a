import type { RunSummary } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { createAutosave } from "./autosave";
import { emptyWorkflow } from "./documentEdits";
import * as api from "./endpoints";
import { newId } from "./ids";
import { keepDraft, takeDraft } from "./leftDraft";
import { recallRuns } from "./recallRuns";
import { runStore } from "./useRun";
import { workflowStore } from "./useWorkflow";

/** What the page does with its one document, and which run of it is shown. */

const autosave = createAutosave({
  store: workflowStore,
  save: (workflow, options) =>
    workflow.revision === 0 ? api.createWorkflow(workflow, options) : api.saveWorkflow(workflow, options),
  read: api.readWorkflow,
});

/** Saves on the way out, and asks before an edit would be lost. Returns the clean-up. */
export function watchPage(): () => void {
  const onHide = () => {
    const { workflow, edition, savedEdition } = workflowStore.getState();
    if (workflow !== null && workflow.revision > 0 && edition !== savedEdition) keepDraft(workflow);
    autosave.leave();
  };
  const onVisibility = () => document.visibilityState === "hidden" && autosave.leave();
  const onUnload = (event: BeforeUnloadEvent) => {
    if (autosave.wouldLose()) event.preventDefault();
  };
  window.addEventListener("pagehide", onHide);
  window.addEventListener("beforeunload", onUnload);
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    window.removeEventListener("pagehide", onHide);
    window.removeEventListener("beforeunload", onUnload);
    document.removeEventListener("visibilitychange", onVisibility);
  };
}

/**
 * Opens the document that was open last (or the newest, or an empty one) with its newest run.
 * @throws AppError when the server cannot say
 */
export async function openLastWorkflow(): Promise<void> {
  const [settings, workflows] = await Promise.all([api.readSettings(), api.listWorkflows()]);
  const last = workflows.find((workflow) => workflow.id === settings.lastWorkflowId) ?? workflows[0];
  if (last === undefined) show(emptyWorkflow("Untitled"));
  else await openWorkflow(last.id);
}

/** Saves the present document, then opens another one and shows its newest run. @throws AppError `not_found` */
export async function openWorkflow(id: string): Promise<void> {
  await autosave.flush();
  const saved = await api.readWorkflow(id);
  const draft = takeDraft(saved);
  show(draft ?? saved, draft !== undefined);
  if (draft !== undefined) void autosave.flush();
  rememberOpen(id);
  await followNewestRun(id);
}

/** Starts an empty document; the server hears of it with the first edit. */
export async function newWorkflow(): Promise<void> {
  await autosave.flush();
  show(emptyWorkflow("Untitled"));
}

/** Opens a document that the server does not have yet, under a fresh id: a template, an imported file. */
export async function openAsNew(workflow: Workflow): Promise<void> {
  await autosave.flush();
  show({ ...workflow, id: newId("wf"), revision: 0 }, true);
  await autosave.flush();
}

/** Gives up the edits of this tab for the document on the server. @throws AppError */
export async function loadTheirs(): Promise<void> {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return;
  show(await api.readWorkflow(workflow.id));
  await followNewestRun(workflow.id);
}

/** Keeps the edits of this tab in a document of their own. */
export async function keepMineAsCopy(): Promise<void> {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return;
  show({ ...workflow, id: newId("wf"), name: `${workflow.name} (copy)`.slice(0, 200), revision: 0 }, true);
  await autosave.flush();
}

/** Tries a save that did not work again at once. */
export function saveNow(): Promise<void> {
  return autosave.flush();
}

function show(workflow: Workflow, unsaved = false): void {
  runStore.getState().clear();
  workflowStore.getState().load(workflow, { unsaved });
  if (unsaved) rememberOpen(workflow.id);
}

// Losing this costs one click at the next start, so a failure is not worth a word.
function rememberOpen(id: string): void {
  api
    .readSettings()
    .then((settings) =>
      settings.lastWorkflowId === id ? settings : api.saveSettings({ ...settings, lastWorkflowId: id }),
    )
    .catch(() => undefined);
}

async function followNewestRun(workflowId: string): Promise<void> {
  const runs = await api.listRuns(workflowId).catch(() => []);
  const [newest] = runs;
  const isStillOpen = workflowStore.getState().workflow?.id === workflowId;
  if (newest === undefined || !isStillOpen || runStore.getState().run.id !== null) return;
  runStore.getState().follow(newest);
  // What was changed since, and the results of nodes that the newest run left out, are worth no error.
  await recallRuns(runs.map(({ id }) => id)).catch(() => undefined);
}

/** Shows the newest run of the open document again. */
export async function showNewestRun(): Promise<void> {
  const { workflow } = workflowStore.getState();
  runStore.getState().clear();
  if (workflow !== null) await followNewestRun(workflow.id);
}

/** Shows a run of the open document; an older one as a ghost of what was. */
export async function showRun(run: Pick<RunSummary, "id" | "status">, isGhost: boolean): Promise<void> {
  runStore.getState().follow(run, { isGhost });
  await recallRuns([run.id]).catch(() => undefined);
}
