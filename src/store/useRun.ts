import { useStore } from "zustand";
import { idleNode, type NodeRun } from "./runReducer";
import { isActive } from "./runStatus";
import { createRunStore, type RunStoreActions, type RunStoreState } from "./runStore";
import { butWords } from "./streamedWords";

/** The one run that this page shows. */
export const runStore = createRunStore();

/** Part of the run's state; the component renders again only when that part changes. */
export function useRun<T>(selector: (state: RunStoreState & RunStoreActions) => T): T {
  return useStore(runStore, selector);
}

/** One node of the run; another node's text renders nothing here. */
export function useNodeRun(nodeId: string): NodeRun {
  return useRun(({ run }) => run.nodes[nodeId] ?? idleNode);
}

/** The same, drawn again for everything but the words that stream in: `text` is as old as they are. */
export function useNodeRunButWords(nodeId: string): NodeRun {
  return useRun(({ run }) => butWords(run.nodes[nodeId] ?? idleNode));
}

/** Whether a run is at work, or is asked for. */
export function isRunning({ run, starting }: Pick<RunStoreState, "run" | "starting">): boolean {
  return starting || isActive(run.status);
}

export function useIsRunning(): boolean {
  return useRun(isRunning);
}
