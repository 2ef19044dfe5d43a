import type { Digest } from "@/lib/engine/cacheKey";
import { findStale, type StaleReason } from "@/lib/engine/staleness";
import { planGraph } from "@/lib/graph/plan";
import { withChildPorts } from "@/lib/nodes/heldChildren";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import type { AssetStore, RunClaims, RunJournal, RunLabels } from "@/lib/storage/ports";
import type { RunDetail } from "@/types/answers";
import type { CacheEntry, NodeResultPage, NodeResultQuery, PastResult } from "@/types/api";
import type { RunLabel } from "@/types/labels";
import type { RunEvent, RunSummary, Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import type { ActiveRuns } from "./activeRuns";
import { questionsOf } from "./answers/questions";
import { type ChildSources, type FoundChildren, findChildren } from "./children";
import type { EventBatch } from "./eventBatches";
import { exportRun, type RunExport } from "./exportRun";
import { followRun } from "./followRun";
import { putAllBack, putValuesBack } from "./largeValues";
import { readLatestResults } from "./latestResults";
import { listNodeResults, readNodeResult } from "./nodeResults";
import type { RunIndex, RunPage, RunQuery } from "./runIndex";
import { createRunRelays } from "./runRelays";
import { isOpen, type ListedSummary, summarizeRun } from "./summary";

export interface StaleNode {
  reason: StaleReason;
  /** The run that made the result, and when. */
  run: string;
  at: string;
}

/** What can be asked about runs; nothing of it changes one. */
export interface RunQueries {
  /** Newest first, without outputs; those whose journal cannot be read stand apart. */
  list(query?: RunQuery): Promise<RunPage>;
  /** Runs of all documents that have not come to an end, newest first, without outputs. */
  open(): Promise<ListedSummary[]>;
  /** In this process or another one. */
  isAtWork(id: string): Promise<boolean>;
  /** @throws AppError `not_found`, `storage_failed` */
  read(id: string): Promise<RunSummary>;
  /** The same with what it asks people. @throws as `read` */
  look(id: string): Promise<RunDetail>;
  /** What it was given, from the beginning of its journal alone; large values stay put away. @throws AppError `not_found`, `storage_failed` */
  given(id: string): Promise<Record<string, Value>>;
  /** Events with `seq > after`, then live ones until the run ends. @throws AppError `not_found`, `storage_failed` */
  events(id: string, after: number, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** The same as they come; all live readers of a run get the same arrays. @throws as `events` */
  batches(id: string, after: number, signal: AbortSignal): AsyncIterable<EventBatch>;
  /** What people said of its rows. @throws AppError `not_found`, `storage_failed` */
  labels(id: string): Promise<RunLabel[]>;
  /** @throws AppError `not_found` */
  export(id: string): Promise<RunExport>;
  /** The nodes of a saved document whose latest result is not what it would give now. @throws AppError `invalid_workflow` */
  stale(workflow: Workflow): Promise<Record<string, StaleNode>>;
  /** The documents of the graphs in a graph as they stand, and what is wrong with holding them. @throws AppError `storage_failed` */
  findChildren(workflow: Workflow): Promise<FoundChildren>;
  /** What a node, or one of its items, has given in the runs of a saved document, newest first. */
  nodeResults(workflowId: string, node: string, query: NodeResultQuery): Promise<NodeResultPage>;
  /** What it gave in one run. @throws AppError `not_found`, `storage_failed` */
  nodeResult(run: string, node: string, item?: number): Promise<PastResult>;
}

export interface RunQueriesOptions {
  workflows: ChildSources["workflows"];
  journal: RunJournal;
  assets: AssetStore;
  claims: RunClaims;
  active: Pick<ActiveRuns, "get">;
  index: RunIndex;
  labels: RunLabels;
  digest: Digest;
  touched?: () => Promise<readonly CacheEntry[]>;
}

export function createRunQueries(options: RunQueriesOptions): RunQueries {
  const { journal, assets, claims, active, index, workflows, digest } = options;
  const from = { journal, assets, active, relays: createRunRelays({ journal, assets, claims }) };
  const isAtWork = async (id: string) => active.get(id) !== undefined || claims.isClaimed(id);
  const readWith = async (id: string) => {
    // Looked at before the journal: the end of a run is written before the run is let go of.
    const isClaimed = await isAtWork(id);
    const events = await journal.read(id);
    const { outputs, ...rest } = summarizeRun(id, events, () => isClaimed);
    const summary = outputs === undefined ? rest : { ...rest, outputs: await putValuesBack(outputs, assets) };
    return { events, summary };
  };
  return {
    isAtWork,
    list: (query) => listRuns(index, query),
    open: index.open,
    read: async (id) => (await readWith(id)).summary,
    look: async (id) => {
      const { summary, events } = await readWith(id);
      const asked = Array.from(questionsOf(events).open.values(), (question) => ({
        type: "node-wait" as const,
        ...question,
      }));
      return { ...summary, waiting: (await putAllBack(asked, assets)).map(({ type: _, ...question }) => question) };
    },
    given: (id) => readGiven(journal, id),
    events: async function* (id, after, signal) {
      for await (const batch of followRun(from, id, after, signal)) yield* batch;
    },
    batches: (id, after, signal) => followRun(from, id, after, signal),
    labels: async (id) => {
      await journal.size(id);
      return options.labels.read(id);
    },
    export: async (id) => exportRun(options, id, await isAtWork(id)),
    stale: (workflow) => findStaleNodes(options, workflow),
    findChildren: (workflow) => findChildren(workflow, { workflows, digest }),
    nodeResults: (workflowId, node, query) => listNodeResults(options, workflowId, node, query),
    nodeResult: (run, node, item) => readNodeResult(options, run, node, item),
  };
}

/** Runs that are asked for at once to find those of one state among all that have ended. */
const AT_ONCE = 200;

async function listRuns(index: RunIndex, { status, ...query }: RunQuery = {}): Promise<RunPage> {
  if (status === undefined) return index.list(query);
  const { workflowId, before, limit = Number.POSITIVE_INFINITY } = query;
  const found: RunPage = { runs: [], unreadable: [] };
  if (isOpen({ status })) {
    const isMeant = (run: ListedSummary) =>
      run.status === status && (workflowId ?? run.workflowId) === run.workflowId && !(before && run.id >= before);
    const all = (await index.open()).filter(isMeant);
    found.runs = all.slice(0, limit);
    if (all.length > limit) found.next = found.runs.at(-1)?.id;
    return found;
  }
  let next = before;
  do {
    const page = await index.list({ workflowId, before: next, limit: Math.min(AT_ONCE, limit) });
    found.unreadable.push(...page.unreadable);
    for (const run of page.runs) {
      if (run.status !== status) continue;
      if (found.runs.length === limit) return { ...found, next: found.runs.at(-1)?.id };
      found.runs.push(run);
    }
    next = page.next;
  } while (next !== undefined);
  return found;
}

async function readGiven(journal: RunJournal, id: string): Promise<Record<string, Value>> {
  for await (const { events } of journal.readFrom(id, 0)) {
    const [first] = events;
    if (first !== undefined) return first.type === "run-start" ? first.inputs : {};
  }
  return {};
}

async function findStaleNodes(options: RunQueriesOptions, workflow: Workflow): Promise<Record<string, StaleNode>> {
  const { children } = await findChildren(workflow, options);
  const { graph } = toRunnablePart(withChildPorts(workflow, children));
  const plan = planGraph(graph, portsOf, new Set());
  const results = await readLatestResults(options, workflow.id, new Set(plan.order));
  const stale: Record<string, StaleNode> = {};
  for (const [node, reason] of await findStale(plan, results, options.digest)) {
    const { run = "", at = "" } = results.get(node) ?? {};
    stale[node] = { reason, run, at };
  }
  return stale;
}
