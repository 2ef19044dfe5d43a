import { createStore, type StoreApi } from "zustand/vanilla";
import type { ErrorBody } from "@/types/errors";
import type { RunSummary } from "@/types/run";
import type { WorkflowGraph } from "@/types/workflow";
import { idleRun, isActive, type RunState, reduceRunBatch } from "./runReducer";
import { openRunStream, type RunStream } from "./runStream";

export interface RunStoreState {
  run: RunState;
  /** Between pressing Run and the server's answer. */
  starting: boolean;
  stopping: boolean;
  /** Why the last start was refused: a cycle, a missing input, … */
  startError: ErrorBody | null;
  /** The graph as it ran; what changed since is stale. Null until it is known. */
  ranGraph: WorkflowGraph | null;
}

export interface RunStoreActions {
  /** Shows a run from its beginning and follows it. */
  follow(run: Pick<RunSummary, "id" | "status">, ranGraph?: WorkflowGraph): void;
  /** Shows no run. */
  clear(): void;
}

export type RunStore = StoreApi<RunStoreState & RunStoreActions>;

/** The run that the canvas shows, fed by its events. One stream at a time: a browser has few connections. */
export function createRunStore(open: typeof openRunStream = openRunStream): RunStore {
  return createStore<RunStoreState & RunStoreActions>((set, get) => {
    let stream: RunStream | undefined;
    const nothing = { run: idleRun, starting: false, stopping: false, startError: null, ranGraph: null };
    return {
      ...nothing,
      follow: ({ id, status }, ranGraph) => {
        stream?.close();
        set({ ...nothing, run: { ...idleRun, id, status }, ranGraph: ranGraph ?? null });
        stream = open(id, 0, {
          onEvents: (events) => {
            const reduced = reduceRunBatch(get().run, events);
            // A run that is over is told again from its beginning; it must not look alive meanwhile.
            const run = isActive(reduced.status) && !isActive(status) ? { ...reduced, status } : reduced;
            set(isActive(run.status) ? { run } : { run, stopping: false });
          },
          onLost: () => {
            if (isActive(get().run.status)) set({ run: { ...get().run, status: "interrupted" }, stopping: false });
          },
        });
      },
      clear: () => {
        stream?.close();
        set(nothing);
      },
    };
  });
}
