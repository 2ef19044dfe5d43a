import type { Plan } from "@/lib/graph/plan";
import type { NodeAssets, NodeResult, NodeWork } from "@/lib/nodes/nodeKind";
import type { SendRequest } from "@/lib/nodes/requestPort";
import type { ToolCaller } from "@/lib/nodes/toolCaller";
import type { MakeImages } from "@/types/images";
import type { CallLlm } from "@/types/llm";
import type { NodeOutput, PortValues, RunEndStatus, RunEventBody, RunStep, Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import type { Digest } from "./cacheKey";
import type { Desk } from "./desk";
import type { ResumePoint } from "./resumePoint";

export interface RunPlanOptions {
  plan: Plan;
  runInputs: Record<string, Value>;
  callLlm: CallLlm;
  /** The document that the plan is of, and the `cacheScope` of a node's calls: one for all its items and runs. */
  workflow?: string;
  cacheScopeOf?: (workflow: string, node: string) => string;
  makeImages: MakeImages;
  /** Sends requests of nodes to other servers; nothing may be sent if absent. */
  request?: SendRequest;
  assets: NodeAssets;
  /** Bounded work on the texts of other people. */
  work: NodeWork;
  /** Tools of other programs. None if absent. */
  tools?: ToolCaller;
  signal: AbortSignal;
  /** Takes every event in order; whoever shows them makes outcomes durable first. */
  emit: (event: RunEventBody) => void;
  /**
   * Resolves when all that was emitted is durable. The outcome of a call keeps its place until then, and what hangs on
   * it waits: a crash re-sends no more than was at work. At once if absent.
   */
  written?: () => Promise<void>;
  /** Where people are asked; one of its own if absent. */
  desk?: Desk;
  /** The graph that a node holds. None if absent. */
  childOf?: (node: WorkflowNode) => ChildGraph | undefined;
  /** From the document that runs to this plan, which is one of a graph inside; absent for its own. */
  path?: readonly RunStep[];
  /** Milliseconds; for durations only. */
  now?: () => number;
  /** Logs a bug once and returns the reference that the person sees. */
  reportBug: (error: unknown) => string;

  /** The nodes that run (lib/graph/select); all if absent. The others give what `given` has of them, and no events. */
  selected?: ReadonlySet<string>;
  /** Earlier outputs of nodes outside `selected`. What hangs on one that has none is skipped. */
  given?: ReadonlyMap<string, NodeOutput>;
  /** Outputs that the person holds fast: their nodes do not run, and end as `cached`. */
  pinned?: ReadonlyMap<string, NodeOutput>;
  /** What earlier attempts at this run have left; it is neither run nor told again. */
  resume?: ResumePoint;

  /** Keeps results across runs. Without it nothing is looked up, and events carry no keys. */
  cache?: ResultCache;
  /** Nodes that take nothing from the cache but what is pinned, and write to it. None if absent. */
  fresh?: "all" | ReadonlySet<string>;

  /** Items of all nodes together; more are refused before the first of them starts. */
  maxItems?: number;
  /** Items of one node at work at once; a node's own `maxParallel` may be less. A hundred if absent. */
  itemConcurrency?: number;
  /** What a plan's usage limit does to a node. Parked if absent: the rest goes on. */
  onLimit?: "park" | "fail";
}

/** A graph inside of a node. */
export interface ChildGraph {
  plan: Plan;
  /** The id of its document. */
  workflow: string;
  /** Its run inputs, from what is wired to the node; just those if absent. @throws AppError `invalid_request` */
  inputsOf?: (wired: Record<string, Value>) => Record<string, Value>;
}

/** A kept result. What it cost once stays with it, for people; it is not spent again. */
export type CachedResult = NodeResult;

/** Results by key (cacheKey.ts). It never throws: one that cannot be read has nothing, one that cannot write drops. */
export interface ResultCache {
  digest: Digest;
  /**
   * With `pinnedOnly`, as a fresh run asks: only what a person holds fast, and what was kept `since` (ISO 8601 UTC). It
   * waits for a database that is away, unless `mayWait` is false.
   */
  get(key: string, options?: CacheLookup): Promise<CachedResult | undefined>;
  put(key: string, result: CachedResult): Promise<void>;
}

export interface CacheLookup {
  pinnedOnly?: boolean;
  since?: string;
  mayWait?: boolean;
}

export interface RunResult {
  /**
   * `parked` when a node waits for a usage limit, `waiting` when one waits for a person; what hangs on it has not run,
   * everything else is done.
   */
  status: RunEndStatus;
  /** By name of each output node that got a value; by id where it has none, or one that another has already. */
  outputs: PortValues;
}
