import { isAppError, toErrorBody } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { isOffline } from "./apiClient";
import { isSameContent } from "./sameContent";
import type { WorkflowStore } from "./workflowStore";

export interface AutosaveOptions {
  store: WorkflowStore;
  /** Writes over the revision that the document names (0: creates it). @throws AppError `conflict` */
  save: (workflow: Workflow, options: { keepalive: boolean }) => Promise<Workflow>;
  read: (id: string) => Promise<Workflow>;
  /** After each save that arrived. */
  onSaved?: (saved: { id: string; revision: number }) => void;
  /** Pause after the last edit before it is saved, in milliseconds. */
  delayMs?: number;
  /** Pause before a failed save is tried again, in milliseconds. */
  retryMs?: number;
}

export interface Autosave {
  /** Saves what is not saved yet and waits for it; a failure stands in `saveState`. */
  flush(): Promise<void>;
  /** The page goes away: the last edit is sent along with it. */
  leave(): void;
  /** Whether leaving now could lose an edit, so that the person should be asked. */
  wouldLose(): boolean;
  stop(): void;
}

// Browsers let requests of 64 KiB in all outlive a page; a little is kept for headers.
const MAX_KEEPALIVE_CHARS = 60_000;

/** Saves every edit of the store a moment after it is made: one request at a time, never over another's work. */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { store, delayMs = 600, retryMs = 4_000 } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let inFlight: Promise<void> | undefined;

  const isDirty = () => store.getState().edition !== store.getState().savedEdition;
  const mayWrite = () => isDirty() && store.getState().saveState.status !== "conflict";

  const schedule = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void saveNow(), ms);
  };

  const saveNow = (): Promise<void> => {
    clearTimeout(timer);
    if (inFlight !== undefined || !mayWrite()) return inFlight ?? Promise.resolve();
    inFlight = saveOnce(options).finally(() => {
      inFlight = undefined;
      const { status } = store.getState().saveState;
      if (mayWrite()) schedule(status === "offline" || status === "failed" ? retryMs : delayMs);
    });
    return inFlight;
  };

  const unsubscribe = store.subscribe((state, previous) => {
    if (state.edition === previous.edition || !mayWrite()) return;
    if (state.saveState.status === "saved") state.setSaveState({ status: "dirty" });
    schedule(delayMs);
  });

  return {
    flush: async () => {
      if (inFlight !== undefined) await inFlight;
      await saveNow();
    },
    leave: () => {
      if (inFlight === undefined) void saveNow();
    },
    wouldLose: () => {
      const { workflow, saveState } = store.getState();
      if (workflow === null || !isDirty()) return false;
      return inFlight !== undefined || saveState.status !== "dirty" || !isSmall(workflow);
    },
    stop: () => {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

function isSmall(workflow: Workflow): boolean {
  return JSON.stringify(workflow).length < MAX_KEEPALIVE_CHARS;
}

async function saveOnce({ store, save, read, onSaved }: AutosaveOptions): Promise<void> {
  const { workflow, edition, saveState, setSaveState } = store.getState();
  if (workflow === null) return;
  const isStillOpen = () => store.getState().workflow?.id === workflow.id;
  // Tried again and again, it stays what it is until the server answers.
  if (saveState.status !== "offline") setSaveState({ status: "saving" });
  try {
    const { revision } = await saveOrRecognise(workflow, save, read);
    onSaved?.({ id: workflow.id, revision });
    if (!isStillOpen()) return;
    store.getState().setSaved(revision, edition);
    setSaveState({ status: store.getState().edition === edition ? "saved" : "dirty" });
  } catch (error) {
    if (!isStillOpen()) return;
    if (isOffline(error)) stayOffline(store);
    else if (isAppError(error) && error.code === "conflict") setSaveState({ status: "conflict" });
    else if (isAppError(error) && error.code === "not_found") setSaveState({ status: "conflict", isGone: true });
    else setSaveState({ status: "failed", error: toErrorBody(error) });
  }
}

/** A failed try more is no news. */
function stayOffline(store: WorkflowStore): void {
  const { saveState, setSaveState } = store.getState();
  if (saveState.status !== "offline") setSaveState({ status: "offline" });
}

/** A conflict with our own earlier save, whose answer was lost on the way, is none. */
async function saveOrRecognise(
  workflow: Workflow,
  save: AutosaveOptions["save"],
  read: AutosaveOptions["read"],
): Promise<{ revision: number }> {
  try {
    return await save(workflow, { keepalive: isSmall(workflow) });
  } catch (error) {
    if (!isAppError(error) || error.code !== "conflict") throw error;
    const theirs = await read(workflow.id);
    if (isSameContent(theirs, workflow)) return theirs;
    throw error;
  }
}
