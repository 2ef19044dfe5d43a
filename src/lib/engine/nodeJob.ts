import type { PlannedNode } from "@/lib/graph/plan";
import { callsModels } from "@/lib/nodes/modelCalls";
import type { NodeContext, NodeKind, NodeResult, PastSteps } from "@/lib/nodes/nodeKind";
import { kindOf } from "@/lib/nodes/nodeKinds";
import type { CallLlm } from "@/types/llm";
import type { Value } from "@/types/run";
import { placeKey } from "@/types/runPlace";
import type { Budget } from "./budget";
import { inputsKey, settingsKey } from "./cacheKey";
import type { Desk } from "./desk";
import type { RunPlanOptions, RunResult } from "./options";
import type { PoolPlace } from "./pool";
import { runGraph } from "./runGraph";

export interface EngineOptions extends RunPlanOptions {
  now: () => number;
  desk: Desk;
  budget: Budget;
  /** Runs a graph inside by what this run is run by. */
  runNodes: (options: EngineOptions) => Promise<RunResult>;
}

/** One attempt at one node. */
export interface NodeJob {
  node: string;
  planned: PlannedNode;
  kind: NodeKind;
  /** As it is set (lib/nodes/modelCalls). */
  callsModels: boolean;
  /** Its results come out of the cache and go into it. */
  keeps: boolean;
  /** Its items are told with their keys: a resume finds by them what it need not run again. */
  hasKeys: boolean;
  execute: NonNullable<NodeKind["execute"]>;
  data: unknown;
  /** From 1; an item has the number of its node's attempt. */
  attempt: number;
  /** A crash cut the attempt before short, and its calls may be on somebody's bill. */
  isResent: boolean;
  /** Notices that were told: what holds for a thousand items is told once. */
  noticed: Set<string>;
  /** The outputs that something hangs on. */
  wired: readonly string[];
  /** The half of a key that items share, by their data. */
  settingsKeys: Map<unknown, Promise<string>>;
  options: EngineOptions;
}

/** The job of a node; undefined for one that only stands on the canvas. @throws ZodError for data nobody checked */
export function toJob(planned: PlannedNode, options: EngineOptions): NodeJob | undefined {
  const { id: node, type } = planned.node;
  const kind = kindOf(type);
  if (kind?.execute === undefined) return undefined;
  const { resume } = options;
  const data = kind.schema.parse(planned.node.data);
  const spends = callsModels(planned.node);
  const keeps = kind.keeps?.(data) ?? spends;
  return {
    node,
    planned,
    kind,
    callsModels: spends,
    keeps,
    hasKeys: spends || keeps,
    execute: kind.execute,
    data,
    attempt: (resume?.attempts.get(node) ?? 0) + 1,
    isResent: spends && resume?.inFlight.has(node) === true,
    noticed: new Set(),
    wired: wiredOutputs(planned, options),
    settingsKeys: new Map(),
    options,
  };
}

function wiredOutputs({ node, dependents }: PlannedNode, { plan }: EngineOptions): string[] {
  const wires = Array.from(dependents, (id) => plan.nodes.get(id)?.inputs ?? []).flat();
  return wires.filter(({ from }) => from === node.id).map(({ edge }) => edge.source.port);
}

/** The key of a result of this job; undefined when nothing is kept. */
export async function keyOf(job: NodeJob, data: unknown, inputs: Record<string, Value>): Promise<string | undefined> {
  const digest = job.options.cache?.digest;
  if (digest === undefined) return undefined;
  const settings = job.settingsKeys.get(data) ?? settingsKey(job.planned.node.type, job.kind, data, digest);
  job.settingsKeys.set(data, settings);
  return (await settings) + (await inputsKey(inputs, digest));
}

export interface Executed extends NodeResult {
  cached: boolean;
}

export interface Execution {
  data: unknown;
  inputs: Record<string, Value>;
  key: string | undefined;
  item?: number;
  /** Of an item: among those at work. */
  place?: PoolPlace;
  /** Of an item: told when its call waits for others of its payer, and when it is sent. */
  onQueue?: NodeContext<unknown>["onQueue"];
}

/** Gives the result of a node or an item: from the cache, else by running it. @throws what the kind throws */
export async function execute(job: NodeJob, { data, inputs, key, item, place, onQueue }: Execution): Promise<Executed> {
  const { node, options } = job;
  const { signal, emit } = options;
  const ofItem = item === undefined ? {} : { item };
  const keepAs = job.keeps ? key : undefined;
  if (keepAs !== undefined) {
    const kept = await recall(job, keepAs, job.wired);
    if (kept !== undefined) return withinBudget(options, { ...kept, cached: true });
    signal.throwIfAborted();
  }
  const { isKept, ...result } = await job.execute({
    data,
    inputs,
    runInputs: options.runInputs,
    callLlm: scopedCall(node, options),
    makeImages: options.makeImages,
    request: options.request,
    assets: options.assets,
    work: options.work,
    ...(options.tools === undefined ? {} : { tools: options.tools }),
    part: (settings, make) => partOf(job, { settings, inputs }, make),
    signal,
    ask: (question) => {
      const asked = options.desk.ask({ path: options.path, node, ...ofItem, call: question.call }, question);
      return place === undefined ? asked : place.leaveFor(asked);
    },
    past: options.resume?.steps.get(placeKey({ node, item })) ?? noSteps,
    tell: async (step) => {
      emit({ node, ...ofItem, ...step });
      await options.written?.();
    },
    runGraph: (values, round) => runGraph(job, values, { ...ofItem, ...(round === undefined ? {} : { round }) }),
    onText: (text) => emit({ type: "node-delta", node, ...ofItem, text }),
    onReasoning: (text) => emit({ type: "node-reasoning", node, ...ofItem, text }),
    // One item in a queue says nothing about a node of which others are at work.
    onQueue: onQueue ?? toQueueTeller(job),
    onNotice: ({ code, message }) => {
      if (job.noticed.has(message)) return;
      job.noticed.add(message);
      emit({ type: "notice", node, ...ofItem, code, message });
    },
  });
  const { isTold: _, ...kept } = result;
  if (keepAs !== undefined && isKept !== false) await options.cache?.put(keepAs, kept);
  return withinBudget(options, { ...result, cached: false });
}

const noSteps: PastSteps = { rounds: [], tools: [] };

/** A part of a result, as it was kept, else made anew and kept. */
async function partOf(
  job: NodeJob,
  { settings, inputs }: { settings: unknown; inputs: Record<string, Value> },
  make: () => Promise<NodeResult>,
): Promise<Executed> {
  const { cache } = job.options;
  if (cache === undefined) return { ...(await make()), cached: false };
  const kind = { ...job.kind, resultSettings: () => ({ part: settings }) };
  const key =
    (await settingsKey(job.planned.node.type, kind, {}, cache.digest)) + (await inputsKey(inputs, cache.digest));
  const kept = await recall(job, key, []);
  if (kept !== undefined) return { ...kept, cached: true };
  job.options.signal.throwIfAborted();
  const result = await make();
  await cache.put(key, result);
  return { ...result, cached: false };
}

/** Calls of one node begin alike: its system text, files and instruction come before what differs by item. */
function scopedCall(node: string, { callLlm, cacheScopeOf, workflow = "" }: EngineOptions): CallLlm {
  if (cacheScopeOf === undefined) return callLlm;
  const cacheScope = cacheScopeOf(workflow, node);
  return (call, signal) => callLlm({ ...call, cacheScope }, signal);
}

/** A result that the run has room for. @throws AppError `too_large` */
function withinBudget({ budget }: EngineOptions, result: Executed): Executed {
  budget.takeOutput(result.output);
  return result;
}

/** Tells that the node begins its attempt. */
export function tellStart({ node, attempt, isResent, options }: NodeJob): void {
  options.emit({ type: "node-start", node, attempt, ...(isResent ? { resent: true } : {}) });
}

/** Tells that the node waits for others of its payer, and that it begins when its turn has come. */
function toQueueTeller(job: NodeJob): NodeContext<unknown>["onQueue"] {
  let isQueued = false;
  return (change) => {
    if (change === "joined") job.options.emit({ type: "node-queue", node: job.node });
    else if (isQueued) tellStart(job);
    isQueued = change === "joined";
  };
}

/**
 * A kept result. A node that runs fresh takes only what a person holds fast, and what this run itself had kept before
 * a crash cut it off: an answer may be there that its journal does not have.
 */
async function recall(
  { node, isResent, options }: NodeJob,
  key: string,
  wired: readonly string[],
): Promise<NodeResult | undefined> {
  const { cache, fresh, resume } = options;
  const pinnedOnly = fresh === "all" || fresh?.has(node) === true;
  const kept = await cache?.get(key, { pinnedOnly, since: isResent ? resume?.startedAt : undefined });
  if (kept === undefined || wired.every((port) => Object.hasOwn(kept.output, port))) return kept;
  // An earlier version kept it without an output that something hangs on now.
  return cache?.get(key, { pinnedOnly: true });
}
