import { mendDocument } from "@/lib/graph/mendDocument";
import { isAppError, toErrorBody } from "@/types/errors";
import type { RunSummary } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { isOffline } from "./apiClient";
import { createAutosave } from "./autosave";
import { emptyWorkflow } from "./documentEdits";
import * as api from "./endpoints";
import { newId } from "./ids";
import { draftKeeper, drafts, histories, keepHistory, knowHistory } from "./keeping";
import { listenToOtherTabs, type OtherTabs } from "./kept/otherTabs";
import { keepDraft, takeDraft } from "./leftDraft";
import { notify } from "./openNotices";
import { may } from "./person";
import { recallRuns } from "./recallRuns";
import { mayGoOn } from "./runOwner";
import { isActive } from "./runStatus";
import { createStaleCheck } from "./staleCheck";
import { untitled } from "./untitled";
import { runStore } from "./useRun";
import { workflowStore } from "./useWorkflow";

/** What the page does with its one document, and which run of it is shown. */

const autosave = createAutosave({
  store: workflowStore,
  save: (workflow, options) =>
    workflow.revision === 0 ? api.createWorkflow(workflow, options) : api.saveWorkflow(workflow, options),
  read: api.readWorkflow,
  onSaved: (saved) => otherTabs?.tell(saved),
});

const staleCheck = createStaleCheck({
  store: workflowStore,
  read: api.readWorkflow,
  readRevision: api.readRevision,
});

/** While the page is watched. */
let otherTabs: OtherTabs | undefined;

/** How often a page that is looked at asks whether its document was saved in another browser, in milliseconds. */
const ASK_MS = 15_000;

/** Saves on the way out, asks before an edit would be lost, and hears of saves elsewhere. Returns the clean-up. */
export function watchPage(): () => void {
  const onHide = () => {
    const { workflow, edition, savedEdition } = workflowStore.getState();
    if (workflow !== null && workflow.revision > 0 && edition !== savedEdition) keepDraft(workflow);
    onHidden();
  };
  const onHidden = () => {
    autosave.leave();
    keepHistory();
    void draftKeeper.flush();
  };
  const onShown = () => {
    if (workflowStore.getState().saveState.status === "offline") void autosave.flush();
    void staleCheck.ask();
  };
  const onVisibility = () => (document.visibilityState === "hidden" ? onHidden() : onShown());
  const onUnload = (event: BeforeUnloadEvent) => {
    if (autosave.wouldLose() && !draftKeeper.isKept()) event.preventDefault();
  };
  const asking = setInterval(() => document.visibilityState === "visible" && void staleCheck.ask(), ASK_MS);
  otherTabs = listenToOtherTabs((saved) => void staleCheck.hear(saved));
  window.addEventListener("pagehide", onHide);
  window.addEventListener("beforeunload", onUnload);
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("focus", onShown);
  window.addEventListener("online", onShown);
  return () => {
    clearInterval(asking);
    otherTabs?.close();
    otherTabs = undefined;
    window.removeEventListener("pagehide", onHide);
    window.removeEventListener("beforeunload", onUnload);
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("focus", onShown);
    window.removeEventListener("online", onShown);
  };
}

/**
 * Opens the document that was asked for, else the one that was open last, else the newest that can be opened, else an
 * empty one. What could not be opened on the way stands in `openNotices`.
 * @throws AppError when the server does not answer or wants a password
 */
export async function openNamedOrLast(id: string | undefined): Promise<void> {
  if (id === undefined && (await couldGoOn())) return;
  if (id !== undefined && (await couldOpen(id, true))) return;
  const [settings, workflows] = await Promise.all([
    api.readSettings().catch(unlessAway(undefined)),
    api.listWorkflows().catch(unlessAway([])),
  ]);
  const last = settings?.lastWorkflowId;
  const others = new Set([...(last === undefined ? [] : [last]), ...workflows.map((workflow) => workflow.id)]);
  if (id !== undefined) others.delete(id);
  for (const other of others) if (await couldOpen(other, false)) return;
  await show(emptyWorkflow(untitled()));
}

export const openLastWorkflow = (): Promise<void> => openNamedOrLast(undefined);

async function couldOpen(id: string, wasAskedFor: boolean): Promise<boolean> {
  try {
    await openWorkflow(id);
    return true;
  } catch (error) {
    unlessAway(undefined)(error);
    const isGone = isAppError(error) && error.code === "not_found";
    if (isGone && (await couldGoOn(id))) return true;
    if (isGone && wasAskedFor) notify({ kind: "gone" });
    if (!isGone) notify({ kind: "unreadable", id, error: toErrorBody(error) });
    return false;
  }
}

/** Edits of a document that the server does not have, of this id if one is given, were kept in this browser. */
async function couldGoOn(id?: string): Promise<boolean> {
  if (!may("editor")) return false;
  const draft = await drafts.adoptUnsaved(id);
  if (draft === undefined) return false;
  await show(draft, true);
  await autosave.flush();
  return true;
}

/** A server that is away, or wants its password, is no fault of a document: nothing else is tried. */
function unlessAway<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (isOffline(error) || (isAppError(error) && error.code === "login_required")) throw error;
    return instead;
  };
}

/** Saves the present document, then opens another one and shows its newest run. @throws AppError `not_found` */
export async function openWorkflow(id: string): Promise<void> {
  await leaveDocument();
  const saved = await api.readWorkflow(id);
  const draft = may("editor") ? (takeDraft(saved) ?? (await drafts.adopt(saved))) : undefined;
  await show(draft ?? saved, draft !== undefined);
  rememberOpen(id);
  if (workflowStore.getState().saveState.status === "dirty") void autosave.flush();
  await followNewestRun(id);
}

/** The open document cannot be drawn: the plain address shall open another one from now on. */
export async function forgetOpen(id: string): Promise<void> {
  const [settings, workflows] = await Promise.all([api.readSettings(), api.listWorkflows()]);
  const other = workflows.find((workflow) => workflow.id !== id);
  if (settings.lastWorkflowId === id) await api.saveSettings({ ...settings, lastWorkflowId: other?.id });
}

/** Starts an empty document; the server hears of it with the first edit. */
export async function newWorkflow(): Promise<void> {
  await leaveDocument();
  await show(emptyWorkflow(untitled()));
}

/** Opens a document that the server does not have yet, under a fresh id: a template, an imported file. */
export async function openAsNew(workflow: Workflow): Promise<void> {
  await leaveDocument();
  await show({ ...workflow, id: newId("wf"), revision: 0 }, true);
  await autosave.flush();
}

/** Gives up the edits of this tab for the document on the server. @throws AppError */
export async function loadTheirs(): Promise<void> {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return;
  await show(await api.readWorkflow(workflow.id));
  await followNewestRun(workflow.id);
}

/** Keeps the edits of this tab in a document of their own, called `name`. */
export async function keepMineAsCopy(name: string): Promise<void> {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return;
  await show({ ...workflow, id: newId("wf"), name: name.slice(0, 200), revision: 0 }, true);
  await drafts.drop(workflow.id);
  await autosave.flush();
}

/** Saves what is here over what was saved elsewhere, which stays among the versions. @throws AppError */
export async function keepMine(): Promise<void> {
  const { workflow, setSaved, setSaveState } = workflowStore.getState();
  if (workflow === null) return;
  setSaved(await api.readRevision(workflow.id), -1);
  setSaveState({ status: "dirty" });
  await autosave.flush();
}

/** What was saved elsewhere, to be compared. @throws AppError `not_found` */
export const readTheirs = (id: string): Promise<Workflow> => api.readWorkflow(id);

/** Makes the open document what a version says, as a step that undo takes back, and saves it. @throws AppError */
export async function restoreVersion(version: string): Promise<void> {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return;
  const { workflow: earlier } = mendDocument(await api.readVersion(workflow.id, version));
  workflowStore.getState().edit(({ id, revision, layout: { viewport } }) => ({
    ...{ ...earlier, id, revision },
    layout: { ...earlier.layout, viewport },
  }));
  await autosave.flush();
}

/** Tries a save that did not work again at once. */
export function saveNow(): Promise<void> {
  return autosave.flush();
}

/** What cannot be saved now waits in this browser for the next opening. */
async function leaveDocument(): Promise<void> {
  await autosave.flush();
  await draftKeeper.flush();
  keepHistory();
}

/** Shows a document with its steps of undo, mended if it could not be drawn otherwise. */
async function show(document: Workflow, unsaved = false): Promise<void> {
  const { workflow, faults } = mendDocument(document);
  const isUnsaved = unsaved || faults.length > 0;
  const history = await histories.of(workflow);
  runStore.getState().clear();
  knowHistory(workflow, history);
  workflowStore.getState().load(workflow, { unsaved: isUnsaved, history });
  if (isUnsaved) rememberOpen(workflow.id);
  if (faults.length > 0) notify({ kind: "mended", original: document, faults });
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

/** How far back results of nodes are looked for that the newest run left out, in runs. */
const RUNS_BACK = 50;

async function followNewestRun(workflowId: string): Promise<void> {
  const { runs } = await api.listRuns(workflowId, RUNS_BACK).catch(() => ({ runs: [] }));
  // What somebody else has at work just now would stand in the way of a run of one's own.
  const newest = runs.find((run) => mayGoOn(run) || !isActive(run.status));
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
