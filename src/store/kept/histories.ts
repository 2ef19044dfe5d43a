import { emptyHistory, type History, type Snapshot, toSnapshot } from "@/store/history";
import { isSameContent } from "@/store/sameContent";
import type { Workflow } from "@/types/workflow";
import type { KeyValue } from "./keyValue";

/** Of a document: where its steps lead from, and the steps. Its form has a number, since nobody checks it. */
interface KeptHistory {
  form: 1;
  at: Snapshot;
  past: Snapshot[];
  future: Snapshot[];
}

const PREFIX = "history:";
const RECENT = "histories";
const MAX_DOCUMENTS = 20;
/** Steps that outlive the page, and how many nodes they may have together: each step is written out. */
const MAX_STEPS = 50;
const MAX_NODES = 20_000;

/** The steps of undo of documents, in this browser, so that a reload keeps them; of the documents used last. */
export function createHistories(store: KeyValue) {
  const recent = async (): Promise<string[]> => {
    const ids = await store.get(RECENT);
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  };

  return {
    keep: async (workflow: Workflow, { past, future }: History): Promise<void> => {
      const steps = Math.min(MAX_STEPS, Math.floor(MAX_NODES / Math.max(1, workflow.nodes.length)));
      const at = toSnapshot(workflow);
      const kept: KeptHistory = { form: 1, at, past: last(past, steps), future: last(future, steps) };
      try {
        await store.set(`${PREFIX}${workflow.id}`, kept);
        const [, ...others] = [workflow.id, ...(await recent()).filter((id) => id !== workflow.id)];
        await store.set(RECENT, [workflow.id, ...others].slice(0, MAX_DOCUMENTS));
        for (const id of others.slice(MAX_DOCUMENTS - 1)) await store.remove(`${PREFIX}${id}`);
      } catch {
        // Nothing is kept here: undo begins anew after a reload.
      }
    },
    /** The steps that lead to a document as it is now; none where they were made from another state of it. */
    of: async (workflow: Workflow): Promise<History> => {
      const kept = (await store.get(`${PREFIX}${workflow.id}`).catch(() => undefined)) as KeptHistory | undefined;
      if (kept?.form !== 1 || !isSameContent({ ...workflow, ...kept.at }, workflow)) return emptyHistory;
      return { past: kept.past, future: kept.future };
    },
  };
}

function last<T>(all: readonly T[], count: number): T[] {
  return count === 0 ? [] : all.slice(-count);
}
