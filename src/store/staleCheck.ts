import { isAppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { isSameContent } from "./sameContent";
import type { WorkflowStore } from "./workflowStore";

export interface StaleCheck {
  /** Somebody saved this revision. */
  hear(saved: { id: string; revision: number }): Promise<void>;
  /** Asks the server, at most every few seconds; a server that does not answer is no news. */
  ask(): Promise<void>;
}

interface Options {
  store: WorkflowStore;
  read: (id: string) => Promise<Workflow>;
  /** @throws AppError `not_found` */
  readRevision: (id: string) => Promise<number>;
  now?: () => number;
}

/** Between two questions, in milliseconds. */
const PAUSE_MS = 3_000;

/** Tells the person as soon as the open document was saved elsewhere, before anything is written over it. */
export function createStaleCheck({ store, read, readRevision, now = Date.now }: Options): StaleCheck {
  let askedAtMs = Number.NEGATIVE_INFINITY;

  /** Only what the server has and no save is under way for: the answer to that one tells by itself. */
  const openOne = () => {
    const { workflow, saveState } = store.getState();
    const isQuiet = saveState.status !== "conflict" && saveState.status !== "saving";
    return isQuiet && workflow !== null && workflow.revision > 0 ? workflow : undefined;
  };

  const hear: StaleCheck["hear"] = async ({ id, revision }) => {
    const isNews = () => {
      const workflow = openOne();
      return workflow?.id === id && workflow.revision < revision ? workflow : undefined;
    };
    if (isNews() === undefined) return;
    const theirs = await read(id).catch(() => undefined);
    const mine = isNews();
    if (theirs === undefined || mine === undefined) return;
    const { savedEdition, setSaved, setSaveState } = store.getState();
    if (isSameContent(theirs, mine)) setSaved(theirs.revision, savedEdition);
    else setSaveState({ status: "conflict" });
  };

  return {
    hear,
    ask: async () => {
      const workflow = openOne();
      if (workflow === undefined || now() - askedAtMs < PAUSE_MS) return;
      askedAtMs = now();
      try {
        await hear({ id: workflow.id, revision: await readRevision(workflow.id) });
      } catch (error) {
        const isGone = isAppError(error) && error.code === "not_found" && openOne()?.id === workflow.id;
        if (isGone) store.getState().setSaveState({ status: "conflict", isGone });
      }
    },
  };
}
