import { randomBytes } from "node:crypto";
import type { ResultCache } from "@/lib/engine/options";
import type { KnownToolServer, NodeAssets, NodeWork } from "@/lib/nodes/nodeKind";
import type { SendRequest } from "@/lib/nodes/requestPort";
import type { ToolCaller } from "@/lib/nodes/toolCaller";
import type { AssetStore, RunClaims, RunJournal, RunLabels, RunListing, WorkflowStore } from "@/lib/storage/ports";
import type { RunDetail } from "@/types/answers";
import type { CacheEntry } from "@/types/api";
import { isAppError } from "@/types/errors";
import type { MakeImages } from "@/types/images";
import type { LabelRequest, RunLabel } from "@/types/labels";
import type { CallLlm } from "@/types/llm";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { createActiveRuns } from "./activeRuns";
import { answerRun } from "./answers/answerRun";
import type { AnswerRequest } from "./answers/checkAnswers";
import { createRunIndex } from "./createRunIndex";
import { keepLargeApart } from "./largeValues";
import { readLatestResults } from "./latestResults";
import { type RunObserver, unobserved } from "./observeRuns";
import { atWork, withClaim, withClaimed } from "./resume/claimRun";
import { createRecovery, type Recovery } from "./resume/recovery";
import type { ResumeRequest } from "./resume/resumeRun";
import { stopElsewhere } from "./resume/stopElsewhere";
import { begin, type TakeUpOptions, takeUpAsked, takeUpUnasked } from "./resume/takeUp";
import { REACH_MS } from "./resume/untilReached";
import { createRunQueries, type RunQueries } from "./runQueries";
import { prepareRun, type RunOrigin, type RunRequest, type RunSetup, toStartEvents } from "./runSetup";
import { createSummarizer, isOpen } from "./summary";

/** What pays for a run. */
export interface Paying {
  callLlm: CallLlm;
  makeImages: MakeImages;
  /** Whether these nodes may go on that no person has asked for now; always if absent. */
  mayRunUnattended?: (nodes: readonly WorkflowNode[]) => Promise<boolean>;
  /** @throws AppError for an account that is not there or cannot pay; every one will do if absent */
  requireAccount?: (id: string) => Promise<unknown>;
}

/** Servers of tools, as they are set up, and their calls. */
export interface RunTools extends ToolCaller {
  kept(): Promise<readonly (KnownToolServer & { id: string })[]>;
}

/** Those of `Paying` pay for runs where `payingFor` is absent. */
export interface RunServiceOptions extends Paying {
  journal: RunJournal;
  claims: RunClaims;
  listing: RunListing;
  labels: RunLabels;
  /** Where workflows are that other workflows hold. */
  workflows: Pick<WorkflowStore, "read" | "versions">;
  assets: AssetStore;
  /** The same assets where a run at work puts something: they may wait. `assets` if absent. */
  patientAssets?: AssetStore;
  observer?: RunObserver;
  nodeAssets: NodeAssets;
  nodeWork: NodeWork;
  /** Servers of tools, and their calls. None if absent. */
  tools?: RunTools;
  /** Sends requests of nodes; nothing may be sent if absent. */
  request?: SendRequest;
  /** Items that the nodes of one run make together. */
  maxItems?: number;
  /** Runs that this process works on at one time; what is more waits for another. As many as there are if absent. */
  maxActive?: number;
  /** How long whoever works on a run in another process is tried to be reached, in milliseconds. Default 20,000. */
  reachMs?: number;
  /** What pays for runs by where they come from. What is given here pays for all if absent. */
  payingFor?: (origin: RunOrigin) => Paying;
  cache: ResultCache;
  /** Kept results that people have changed. None if absent. */
  touchedResults?: () => Promise<readonly CacheEntry[]>;
  reportBug: (error: unknown) => string;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export interface RunService extends RunQueries {
  /**
   * Checks, writes the start and sets the run going; it goes on whether anybody watches or not.
   * @throws AppError `invalid_workflow`, `storage_failed`
   */
  start(workflow: Workflow, request?: RunRequest): Promise<{ id: string }>;
  /** What a run would be, without starting it. @throws AppError `invalid_workflow` */
  prepare(workflow: Workflow, request: RunRequest): Promise<RunSetup>;
  /**
   * Stops a run at work and waits until it has stopped; one that waits or was cut off is given up; one that has ended
   * stays as it is. @throws AppError `not_found`, `conflict` when another process works on it that cannot be asked, or
   * another version did
   */
  cancel(id: string): Promise<RunDetail>;
  /**
   * Goes on with a run that is parked or was cut off, and tries again what failed.
   * @throws AppError `not_found`, `conflict` when it is at work or nothing is left to do, and what an account that
   * cannot pay throws: then the run stays as it was
   */
  resume(id: string, request?: ResumeRequest): Promise<RunDetail>;
  /** Keeps what a person says of a row, over what was said of it before. @throws AppError `not_found`, `storage_failed` */
  label(id: string, label: LabelRequest, by?: string): Promise<RunLabel>;
  /**
   * Answers what a run asks people, all or none; it goes on as soon as it can.
   * @throws AppError as `answerRun`, `storage_failed`
   */
  answer(id: string, request: AnswerRequest): Promise<RunDetail>;
  /** @throws AppError `not_found`, `conflict` when it is at work */
  remove(id: string): Promise<void>;
  /** Removes runs that ended before a time, in milliseconds since 1970. */
  removeEndedBefore(timeMs: number): Promise<void>;
  /** Stops working on runs and lets other processes go on with them: this one ends. */
  leave(): Promise<void>;
  recovery: Pick<Recovery, "afterStart" | "lookForParked" | "lookForAbandoned">;
}

export function createRunService(options: RunServiceOptions): RunService {
  const {
    claims,
    assets,
    labels,
    nodeAssets,
    nodeWork,
    tools,
    request,
    maxItems,
    cache,
    reportBug,
    now = Date.now,
  } = options;
  const { maxActive = Number.POSITIVE_INFINITY, reachMs = REACH_MS } = options;
  const payingFor = (origin: RunOrigin): Paying => options.payingFor?.(origin) ?? options;
  const mayRunUnattended: TakeUpOptions["mayRunUnattended"] = async (nodes, origin) =>
    (await payingFor(origin).mayRunUnattended?.(nodes)) ?? true;
  const patientAssets = options.patientAssets ?? assets;
  const journal = keepLargeApart(options.journal, patientAssets);
  const isActive = (id: string): boolean => active.get(id) !== undefined;
  const index = createRunIndex({ journal, listing: options.listing, claims, reportBug, isActive });
  const stores = { journal, assets, claims, index, labels, touched: options.touchedResults };
  const active = createActiveRuns({
    journal,
    observer: options.observer ?? unobserved,
    engineOf: ({ by, through }) => {
      const { callLlm, makeImages } = payingFor({ by, through });
      return { callLlm, makeImages, request, assets: nodeAssets, work: nodeWork, tools, maxItems, cache, reportBug };
    },
    onBegin: (id) => recovery.forget(id),
    keep: ({ outputs: _, ...summary }) => stores.index.keep(summary),
    onEnd: (summary) => {
      recovery.waitFor(summary);
      // There is room for one that waits. What goes wrong is told by the next look.
      recovery.lookForAbandoned().catch(() => undefined);
    },
  });
  const childSources = { workflows: options.workflows, digest: cache.digest };
  const queries = createRunQueries({ ...stores, ...childSources, active });
  const takingUp = { stores, active, mayRunUnattended, now };
  /** Who asks for it is told at once that the store is away; nobody waits for this. */
  const unasked = { ...takingUp, stores: { ...stores, assets: patientAssets } };
  const resume = (id: string) => counted(() => takeUpUnasked(unasked, id));
  const { left, open, endedBefore } = stores.index;
  let beginning = 0;
  const isFull = () => active.count() + beginning >= maxActive;
  /** Has its place from now on, and not only when its beginning is written. */
  const counted = async <T>(beginOne: () => Promise<T>): Promise<T> => {
    beginning++;
    try {
      return await beginOne();
    } finally {
      beginning--;
    }
  };
  const giveUp = (id: string) => stopElsewhere(stores, id, reachMs);
  const recovery = createRecovery({ left, open, abandoned: claims.abandoned, resume, giveUp, isFull, reportBug, now });

  const prepare = (workflow: Workflow, request: RunRequest) =>
    prepareRun(workflow, request, {
      latestOutputs: (workflowId, nodes) => readLatestResults(stores, workflowId, nodes),
      ...{ childSources, work: nodeWork, maxItems },
      ...(tools === undefined ? {} : { toolServers: async () => toolServersById(await tools.kept()) }),
    });
  const remove = async (id: string) => {
    await withClaim(stores, id, () => journal.remove(id));
    recovery.forget(id);
  };

  return {
    ...queries,
    prepare,
    start: async (workflow, request = {}) => {
      const setup = await prepare(workflow, request);
      const begun = await toStartEvents(setup, assets);
      const id = newRunId(now());
      const claim = await claims.claim(id);
      if (claim === undefined) throw atWork(id);
      if (isFull()) {
        await withClaimed(claim, () => journal.append(id, begun), claim.handOver);
        return { id };
      }
      const prepared = async () => {
        const summarizer = createSummarizer(id);
        const startEvents = await journal.append(id, begun);
        for (const event of startEvents) summarizer.add(event);
        return { setup, startEvents, summarizer };
      };
      await counted(() => begin(active, id, claim, prepared));
      return { id };
    },
    cancel: async (id) => {
      // It may have been about to wait for a limit, and waits now.
      await active.stop(id);
      if (isOpen(await queries.read(id))) {
        await stopElsewhere(stores, id, reachMs);
        recovery.forget(id);
      }
      return queries.look(id);
    },
    resume: async (id, request = {}) => {
      if (request.account !== undefined) {
        await payingFor(await queries.read(id)).requireAccount?.(request.account);
      }
      await counted(() => takeUpAsked(takingUp, id, request));
      return queries.look(id);
    },
    label: async (id, request, by) => {
      await journal.size(id);
      const label = { ...request, ...(by === undefined ? {} : { by }), at: new Date(now()).toISOString() };
      await labels.put(id, label);
      return label;
    },
    answer: async (id, request) => {
      await answerRun({ stores, active, isFull, counted, reachMs }, id, request);
      return queries.look(id);
    },
    remove,
    removeEndedBefore: async (timeMs) => {
      for (const id of await endedBefore(timeMs)) {
        await remove(id).catch((error: unknown) => {
          // At work again, or gone: there is nothing to tell.
          if (!isAppError(error) || error.code === "storage_failed") reportBug(error);
        });
      }
    },
    leave: () => {
      recovery.stop();
      return active.leave();
    },
    recovery,
  };
}

/** Sorts by time, cannot be guessed. */
function newRunId(nowMs: number): string {
  return `${nowMs.toString(36)}-${randomBytes(9).toString("base64url")}`;
}

function toolServersById(servers: Awaited<ReturnType<RunTools["kept"]>>): ReadonlyMap<string, KnownToolServer> {
  return new Map(servers.map((server) => [server.id, server]));
}
