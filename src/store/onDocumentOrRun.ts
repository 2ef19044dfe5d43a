import { runStore } from "./useRun";
import { workflowStore } from "./useWorkflow";

/** Hears of every change of the document and of the run; the answer ends it. */
export function onDocumentOrRun(listener: () => void): () => void {
  const ends = [workflowStore.subscribe(listener), runStore.subscribe(listener)];
  return () => {
    for (const end of ends) end();
  };
}
