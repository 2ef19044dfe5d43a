import { createStore, type StoreApi } from "zustand/vanilla";
import type { Preflight, TouchedResult } from "@/types/api";
import type { ErrorBody } from "@/types/errors";
import type { RunStatus, RunStep, RunSummary } from "@/types/run";
import type { WorkflowGraph } from "@/types/workflow";
import type { RunScope } from "./endpoints";
import { eventsWithin } from "./innerRuns";
import type { AskedInput } from "./missingInputs";
import { mergeGraphs } from "./ranGraph";
import { idleRun, type NodeRun, type RunState, reduceRunBatch, settleRun } from "./runReducer";
import { isActive } from "./runStatus";
import type { RunStream, RunStreamHandlers } from "./runStream";
import { openSharedRunStream } from "./sharedRunStream";

/** A run that waits for a yes: it would make more calls than the person wants to make unasked. */
export interface RunQuestion {
  scope: RunScope;
  preflight: Preflight;
  limit: number;
}

/** A run that waits for values: what it was refused for, and nothing else stands in its way. */
export interface InputQuestion {
  scope: RunScope;
  missing: AskedInput[];
}

export interface RunStoreState {
  run: RunState;
  /** Between pressing Run and the server's answer. */
  starting: boolean;
  stopping: boolean;
  /** Why the last start was refused: a cycle, a missing input, … */
  startError: ErrorBody | null;
  /** The graph that was refused: what changed since may be mended. */
  refusedGraph: WorkflowGraph | null;
  question: RunQuestion | null;
  asked: InputQuestion | null;
  /** The graph as it ran, once it is known; what changed since is stale. */
  ranGraph: WorkflowGraph | null;
  /** The graph of the results before, until it is known which of its nodes run. */
  earlierGraph: WorkflowGraph | null;
  /** An older run is shown to look back at; the newest one is elsewhere. */
  isGhost: boolean;
  /** Of a graph inside of another: the way to it in the run. */
  within: readonly RunStep[];
  /** Kept results that people have changed, by key. */
  touched: ReadonlyMap<string, TouchedResult>;
}

export interface FollowOptions {
  ranGraph?: WorkflowGraph;
  isGhost?: boolean;
  /** Shows what happened in a graph inside of it instead; all of it if absent. */
  within?: readonly RunStep[];
  /** Results of runs before, shown for the nodes that this one does not run, and the graph as it gave them. */
  earlier?: Readonly<Record<string, NodeRun>>;
  earlierGraph?: WorkflowGraph | null;
}

export interface RunStoreActions {
  /** Shows a run from its beginning and follows it. */
  follow(run: Pick<RunSummary, "id" | "status">, options?: FollowOptions): void;
  /** Reads on in the shown run, which has been taken up again; or where it still rests (`status`), and more was told. */
  followOn(status?: RunStatus): void;
  /** Shows no run. */
  clear(): void;
}

export type RunStore = StoreApi<RunStoreState & RunStoreActions>;

const nothing: Omit<RunStoreState, "touched"> = {
  run: idleRun,
  starting: false,
  stopping: false,
  startError: null,
  refusedGraph: null,
  question: null,
  asked: null,
  ranGraph: null,
  earlierGraph: null,
  isGhost: false,
  within: [],
};

type OpenStream = (runId: string, after: number, handlers: RunStreamHandlers) => RunStream;

/** The run that the canvas shows, fed by its events. One stream at a time: a browser has few connections. */
export function createRunStore(open: OpenStream = openSharedRunStream): RunStore {
  return createStore<RunStoreState & RunStoreActions>((set, get) => {
    let stream: RunStream | undefined;
    const openAfter = (id: string, after: number, known: RunState["status"]) => {
      stream?.close();
      // A run that is over is told again from its beginning; it must not look alive meanwhile.
      let isRetold = !isActive(known);
      stream = open(id, after, {
        onEvents: (events) => {
          const reduced = reduceRunBatch(get().run, eventsWithin(events, get().within));
          const run = isRetold && isActive(reduced.status) ? { ...reduced, status: known } : reduced;
          isRetold &&= !events.some((event) => event.type === "run-end" && event.status === known);
          set(isActive(run.status) ? { run } : { run, stopping: false });
          const { ranGraph, earlierGraph } = get();
          if (run.selected === undefined || ranGraph === null || earlierGraph === null) return;
          set({ ranGraph: mergeGraphs(earlierGraph, ranGraph, run.selected), earlierGraph: null });
        },
        onLost: () => {
          const { run } = get();
          if (isActive(run.status) || run.status === "interrupted")
            set({ run: settleRun({ ...run, status: "interrupted" }), stopping: false });
        },
      });
    };
    return {
      ...nothing,
      touched: new Map(),
      follow: ({ id, status }, options = {}) => {
        const { ranGraph = null, isGhost = false, earlier = {}, earlierGraph = null, within = [] } = options;
        const run = { ...idleRun, id, status, nodes: asEarlier(earlier) };
        set({ ...nothing, run, ranGraph, isGhost, earlierGraph, within });
        openAfter(id, 0, status);
      },
      followOn: (status = "running") => {
        const { id, lastSeq } = get().run;
        if (id === null) return;
        set({ run: { ...get().run, status }, startError: null });
        openAfter(id, lastSeq, status);
      },
      clear: () => {
        stream?.close();
        set(nothing);
      },
    };
  });
}

/** Adds results of runs before the shown one, for nodes that have none. */
export function withEarlier(run: RunState, earlier: Readonly<Record<string, NodeRun>>): RunState {
  return { ...run, nodes: { ...asEarlier(earlier), ...run.nodes } };
}

/** Only what has a result is worth showing beside another run. */
function asEarlier(nodes: Readonly<Record<string, NodeRun>>): Record<string, NodeRun> {
  const ended = Object.entries(nodes).filter(([, { status }]) => status === "done" || status === "cached");
  return Object.fromEntries(ended.map(([id, node]) => [id, { ...node, isEarlier: true }]));
}
