import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ResultCache } from "@/lib/engine/options";
import { findStale, type StaleReason } from "@/lib/engine/staleness";
import { planGraph } from "@/lib/graph/plan";
import type { NodeAssets } from "@/lib/nodes/nodeKind";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { AssetStore, RunClaim, RunClaims, RunJournal } from "@/lib/storage/ports";
import { AppError, isAbort } from "@/types/errors";
import type { CallLlm } from "@/types/llm";
import type { RunEvent, RunSummary } from "@/types/run";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { createActiveRuns } from "./activeRuns";
import { exportRun, type RunExport } from "./exportRun";
import { keepLargeApart, putBack, putValuesBack } from "./largeValues";
import { type LatestResult, readLatestResults } from "./latestResults";
import { createRecovery, type Recovery } from "./recovery";
import { type Resumed, type ResumeRequest, resumeAsked, resumeUnasked } from "./resumeRun";
import type { Subscription } from "./runFeed";
import { createRunIndex, isUnended, type ListedSummary } from "./runIndex";
import { prepareRun, type RunRequest, type RunSetup, toRunnableGraph, toStartEvent } from "./runSetup";
import { summarizeRun } from "./summary";

/** How often the journal of a run is read that another process works on, in milliseconds. */
const ELSEWHERE_INTERVAL_MS = 300;

export interface RunServiceOptions {
  journal: RunJournal;
  claims: RunClaims;
  assets: AssetStore;
  nodeAssets: NodeAssets;
  callLlm: CallLlm;
  cache: ResultCache;
  reportBug: (error: unknown) => string;
  /** Whether these nodes may go on that no person has asked for now; always if absent. */
  mayRunUnattended?: (nodes: readonly WorkflowNode[]) => Promise<boolean>;
  /** @throws AppError for an account that is not there or cannot pay; every one will do if absent */
  requireAccount?: (id: string) => Promise<unknown>;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export interface StaleNode {
  reason: StaleReason;
  /** The run that made the result, and when. */
  run: string;
  at: string;
}

export interface RunService {
  /**
   * Checks, writes the start and sets the run going; it goes on whether anybody watches or not.
   * @throws AppError `invalid_workflow`, `storage_failed`
   */
  start(workflow: Workflow, request?: RunRequest): Promise<{ id: string }>;
  /** What a run would be, without starting it. @throws AppError `invalid_workflow` */
  prepare(workflow: Workflow, request: RunRequest): Promise<RunSetup>;
  /** Newest first, without outputs, and without those whose journal cannot be read: asking for one of them tells why. */
  list(workflowId?: string): Promise<ListedSummary[]>;
  /** @throws AppError `not_found`, `storage_failed` */
  read(id: string): Promise<RunSummary>;
  /** Events with `seq > after`, then live ones until the run ends. @throws AppError `not_found`, `storage_failed` */
  events(id: string, after: number, signal: AbortSignal): AsyncIterable<RunEvent>;
  /**
   * Stops a run at work and waits until it has stopped; one that waits or was cut off is given up; one that has ended
   * stays as it is. @throws AppError `not_found`, `conflict` when another process works on it
   */
  cancel(id: string): Promise<RunSummary>;
  /**
   * Goes on with a run that is parked or was cut off, and tries again what failed.
   * @throws AppError `not_found`, `conflict` when it is at work or nothing is left to do, and what an account that
   * cannot pay throws: then the run stays as it was
   */
  resume(id: string, request?: ResumeRequest): Promise<RunSummary>;
  /** @throws AppError `not_found`, `conflict` when it is at work */
  remove(id: string): Promise<void>;
  /** @throws AppError `not_found` */
  export(id: string): Promise<RunExport>;
  /** The nodes of a saved document whose latest result is not what it would give now. @throws AppError `invalid_workflow` */
  stale(workflow: Workflow): Promise<Record<string, StaleNode>>;
  /** Removes runs that ended before a time, in milliseconds since 1970. */
  removeEndedBefore(timeMs: number): Promise<void>;
  recovery: Pick<Recovery, "afterStart" | "lookForParked">;
}

export function createRunService(options: RunServiceOptions): RunService {
  const { claims, assets, nodeAssets, callLlm, cache, reportBug, now = Date.now } = options;
  const journal = keepLargeApart(options.journal, assets);
  const { mayRunUnattended = async () => true, requireAccount } = options;
  const index = createRunIndex(journal, claims);
  const stores = { journal, assets, index };
  const active = createActiveRuns({
    journal,
    engine: { callLlm, assets: nodeAssets, cache, reportBug },
    onEnd: (id) => void watchParked(id).catch(reportBug),
  });

  const latestResults = (workflowId: string, nodes: ReadonlySet<string>): Promise<Map<string, LatestResult>> =>
    readLatestResults(stores, workflowId, nodes);
  const prepare = (workflow: Workflow, request: RunRequest) => prepareRun(workflow, request, latestResults);

  const read = async (id: string): Promise<RunSummary> => {
    const isAtWork = active.get(id) !== undefined || claims.isClaimed(id);
    const { outputs, ...summary } = summarizeRun(id, await journal.read(id), isAtWork);
    return outputs === undefined ? summary : { ...summary, outputs: await putValuesBack(outputs, assets) };
  };

  const claimExisting = async (id: string): Promise<RunClaim> => {
    await journal.read(id, Number.POSITIVE_INFINITY);
    const claim = await claims.claim(id);
    if (claim === undefined) throw atWork(id);
    return claim;
  };

  const claiming = async (id: string, work: () => Promise<unknown>): Promise<void> => {
    const claim = await claimExisting(id);
    try {
      await work();
    } finally {
      claim.release();
    }
  };

  const goOn = async (id: string, claim: RunClaim, take: () => Promise<Resumed | undefined>): Promise<void> => {
    try {
      const resumed = await take();
      if (resumed === undefined) return claim.release();
      recovery.forget(id);
      active.begin({ id, claim, ...resumed });
    } catch (error) {
      claim.release();
      throw error;
    }
  };

  const recovery = createRecovery({
    list: index.list,
    resume: async (id) => {
      const claim = await claims.claim(id);
      if (claim === undefined) return;
      // The plan has the accounts that pay now, which a person may have changed since the start.
      const mayGoOn = ({ plan, selected }: RunSetup) => {
        const nodes = Array.from(plan.nodes.values(), ({ node }) => node);
        return mayRunUnattended(nodes.filter((node) => selected?.has(node.id) !== false));
      };
      await goOn(id, claim, () => resumeUnasked(stores, id, mayGoOn));
    },
    reportBug,
    now,
  });

  async function watchParked(id: string): Promise<void> {
    recovery.waitFor(await read(id));
  }

  const remove = (id: string): Promise<void> => {
    recovery.forget(id);
    return claiming(id, () => journal.remove(id));
  };

  return {
    prepare,
    start: async (workflow, request = {}) => {
      const setup = await prepare(workflow, request);
      const startEvent = await toStartEvent(setup, assets);
      const id = newRunId(now());
      const claim = await claims.claim(id);
      if (claim === undefined) throw atWork(id);
      try {
        active.begin({ id, setup, claim, startEvents: await journal.append(id, [startEvent]) });
      } catch (error) {
        claim.release();
        throw error;
      }
      return { id };
    },
    list: async (workflowId) => {
      const runs = await index.list();
      return workflowId === undefined ? runs : runs.filter((run) => run.workflowId === workflowId);
    },
    read,
    events: async function* (id, after, signal) {
      let last = after;
      let live: Subscription | undefined;
      do {
        live = active.get(id)?.feed.subscribe(signal);
        for (const event of await journal.read(id, last)) {
          last = event.seq;
          yield await putBack(event, assets);
        }
        if (live === undefined) return yield* followElsewhere(options, id, last, signal);
        for await (const event of live.events) {
          if (event.seq <= last) continue;
          last = event.seq;
          yield event;
        }
      } while (live.hasLagged());
    },
    cancel: async (id) => {
      if (await active.stop(id)) return read(id);
      const summary = await read(id);
      if (summary.status !== "parked" && !isUnended(summary)) return summary;
      recovery.forget(id);
      await claiming(id, () =>
        journal.append(id, [{ type: "run-end", status: "cancelled", outputs: summary.outputs ?? {} }]),
      );
      return read(id);
    },
    resume: async (id, request = {}) => {
      if (request.account !== undefined) await requireAccount?.(request.account);
      await goOn(id, await claimExisting(id), () => resumeAsked(stores, id, request));
      return read(id);
    },
    remove,
    export: async (id) => exportRun(stores, id, claims.isClaimed(id)),
    stale: async (workflow) => {
      const plan = planGraph(toRunnableGraph(workflow), portsOf, new Set());
      const results = await latestResults(workflow.id, new Set(plan.order));
      const stale: Record<string, StaleNode> = {};
      for (const [node, reason] of findStale(plan, results, cache.digest)) {
        const { run = "", at = "" } = results.get(node) ?? {};
        stale[node] = { reason, run, at };
      }
      return stale;
    },
    removeEndedBefore: async (timeMs) => {
      for (const { id, endedAt } of await index.list()) {
        if (endedAt !== undefined && Date.parse(endedAt) < timeMs) await remove(id).catch(() => undefined);
      }
    },
    recovery,
  };
}

/** Events of a run that another process works on, until it stops doing so. */
async function* followElsewhere(
  { journal, claims, assets }: Pick<RunServiceOptions, "journal" | "claims" | "assets">,
  id: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  let last = after;
  let isAtWork = claims.isClaimed(id);
  while (isAtWork && !signal.aborted) {
    try {
      await sleep(ELSEWHERE_INTERVAL_MS, undefined, { signal });
    } catch (error) {
      if (isAbort(error)) return;
      throw error;
    }
    isAtWork = claims.isClaimed(id);
    for (const event of await journal.read(id, last)) {
      last = event.seq;
      yield await putBack(event, assets);
    }
  }
}

function atWork(id: string): AppError {
  return new AppError("conflict", "This run is at work. Stop it first, or wait until it has ended.", { id });
}

/** Sorts by time, cannot be guessed. */
function newRunId(nowMs: number): string {
  return `${nowMs.toString(36)}-${randomBytes(9).toString("base64url")}`;
}
