import type { Workflow } from "@/types/workflow";
import type { History } from "./history";
import { createDraftKeeper } from "./kept/draftKeeper";
import { createDrafts } from "./kept/drafts";
import { createHistories } from "./kept/histories";
import { browserKeyValue } from "./kept/keyValue";
import { browserTabs } from "./kept/tabs";
import { workflowStore } from "./useWorkflow";

/** What this browser keeps of the open document beside the server: edits that are not saved, and the steps of undo. */

const keyValue = browserKeyValue();
export const drafts = createDrafts(keyValue, browserTabs());
export const histories = createHistories(keyValue);
export const draftKeeper = createDraftKeeper(workflowStore, drafts);

/** Pause after the last step before the steps are written, in milliseconds. */
const PAUSE_MS = 1_200;

let timer: ReturnType<typeof setTimeout> | undefined;
let known: { id: string; history: History } | undefined;

/** Steps that were read are not written again until there are others. */
export function knowHistory(workflow: Workflow, history: History): void {
  known = { id: workflow.id, history };
}

workflowStore.subscribe(({ history }, previous) => {
  if (history === previous.history) return;
  clearTimeout(timer);
  timer = setTimeout(keepHistory, PAUSE_MS);
});

/** Keeps the steps of undo as they are now. */
export function keepHistory(): void {
  clearTimeout(timer);
  const { workflow, history } = workflowStore.getState();
  if (workflow === null || (known?.id === workflow.id && known.history === history)) return;
  const isEmpty = history.past.length === 0 && history.future.length === 0;
  known = { id: workflow.id, history };
  if (!isEmpty) void histories.keep(workflow, history);
}
