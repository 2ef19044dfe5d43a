import { isAppError, toErrorBody } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { isOffline } from "./apiClient";
import type { WorkflowStore } from "./workflowStore";

export interface AutosaveOptions {
  store: WorkflowStore;
  /** Writes over the revision that the document names (0: creates it). @throws AppError `conflict` */
  save: (workflow: Workflow, options: { keepalive: boolean }) => Promise<Workflow>;
  read: (id: string) => Promise<Workflow>;
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

async function saveOnce({ store, save, read }: AutosaveOptions): Promise<void> {
  const { workflow, edition, setSaveState } = store.getState();
  if (workflow === null) return;
  const isStillOpen = () => store.getState().workflow?.id === workflow.id;
  setSaveState({ status: "saving" });
  try {
    const { revision } = await saveOrRecognise(workflow, save, read);
    if (!isStillOpen()) return;
    store.getState().setSaved(revision, edition);
    setSaveState({ status: store.getState().edition === edition ? "saved" : "dirty" });
  } catch (error) {
    if (!isStillOpen()) return;
    if (isOffline(error)) setSaveState({ status: "offline" });
    else if (isAppError(error) && error.code === "conflict") setSaveState({ status: "conflict" });
    else setSaveState({ status: "failed", error: toErrorBody(error) });
  }
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
    if (contentOf(theirs) === contentOf(workflow)) return theirs;
    throw error;
  }
}

function contentOf({ name, nodes, edges, layout }: Workflow): string {
  return JSON.stringify(sorted({ name, nodes, edges, places: layout.nodes }));
}

// The server writes keys in an order of its own.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
