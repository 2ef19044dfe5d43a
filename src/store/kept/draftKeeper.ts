import type { WorkflowState, WorkflowStore } from "@/store/workflowStore";
import type { Drafts } from "./drafts";

export interface DraftKeeper {
  /** Keeps what is not saved at once; whether it is safe now, here or on the server. */
  flush(): Promise<boolean>;
  /** Whether what is not saved is kept here. */
  isKept(): boolean;
  stop(): void;
}

/** Pauses before a draft is written: a save usually arrives sooner; one that failed does not. In milliseconds. */
const USUAL_MS = 1_000;
const TROUBLED_MS = 200;

const isUnsaved = ({ workflow, edition, savedEdition }: WorkflowState) => workflow !== null && edition !== savedEdition;

/** Keeps a draft of the open document as long as the server does not have its last edit. */
export function createDraftKeeper(store: WorkflowStore, drafts: Drafts): DraftKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The document and the edition of it that are kept. */
  let kept: { id: string; edition: number } | undefined;

  const isKept = () => kept !== undefined && kept.edition === store.getState().edition;

  const write = async (): Promise<boolean> => {
    clearTimeout(timer);
    timer = undefined;
    const { workflow, edition } = store.getState();
    if (workflow === null || !isUnsaved(store.getState()) || isKept()) return true;
    const isDone = await drafts.keep(workflow);
    if (isDone) kept = { id: workflow.id, edition };
    // It was saved while it was being written, or edited on.
    if (isDone && !isUnsaved(store.getState())) await forget();
    tell();
    return isDone;
  };

  const forget = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const forgotten = kept?.id;
    kept = undefined;
    if (forgotten !== undefined) await drafts.drop(forgotten);
  };

  /** Lets the screen say that what could not be saved is safe. */
  const tell = () => {
    const { saveState, setSaveState } = store.getState();
    if (saveState.status === "offline" && !saveState.isKept && isKept()) setSaveState({ ...saveState, isKept: true });
  };

  const unsubscribe = store.subscribe((state, previous) => {
    if (state.workflow?.id !== previous.workflow?.id) kept = undefined; // its draft waits for its next opening
    if (state.edition === previous.edition && state.saveState === previous.saveState) return;
    if (!isUnsaved(state)) return void forget();
    tell();
    const isTroubled = state.saveState.status !== "dirty" && state.saveState.status !== "saving";
    if (isTroubled) clearTimeout(timer);
    if (isTroubled || timer === undefined) timer = setTimeout(() => void write(), isTroubled ? TROUBLED_MS : USUAL_MS);
  });

  return {
    flush: write,
    isKept,
    stop: () => {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
