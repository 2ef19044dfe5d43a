import { type Workflow, workflowSchema } from "@/types/workflow";

const KEY = "patchbay.left";

/**
 * Keeps what was unsaved when the page was left, for this tab only: a reload may ask for the document before its last
 * save has arrived.
 */
export function keepDraft(workflow: Workflow, storage: Storage | undefined = tabStorage()): void {
  try {
    storage?.setItem(KEY, JSON.stringify(workflow));
  } catch {
    // Too large or forbidden: the save that is under way is all there is.
  }
}

/** The draft of this document, once; undefined when there is none or its save has arrived. */
export function takeDraft(saved: Workflow, storage: Storage | undefined = tabStorage()): Workflow | undefined {
  const text = storage?.getItem(KEY) ?? null;
  storage?.removeItem(KEY);
  if (text === null) return undefined;
  const draft = parse(text);
  return draft?.id === saved.id && draft.revision === saved.revision ? draft : undefined;
}

function parse(text: string): Workflow | undefined {
  try {
    return workflowSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function tabStorage(): Storage | undefined {
  try {
    return typeof window === "undefined" ? undefined : window.sessionStorage;
  } catch {
    // Where a browser is told to keep no site data, the mere look is refused.
    return undefined;
  }
}
