import { randomBytes } from "node:crypto";
import { checkRunnable } from "@/lib/engine/checkRunnable";
import { runPlan } from "@/lib/engine/runPlan";
import { type Plan, planGraph } from "@/lib/graph/plan";
import type { NodeAssets } from "@/lib/nodes/nodeKind";
import { kindOf, portsOf } from "@/lib/nodes/nodeKinds";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import type { CallLlm } from "@/types/llm";
import type { RunEvent, RunSummary, Value } from "@/types/run";
import type { Workflow, WorkflowGraph } from "@/types/workflow";
import { createEventWriter, type EventWriter } from "./eventWriter";
import { createRunFeed, type RunFeed } from "./runFeed";
import { summarizeRun } from "./summary";

export interface RunServiceOptions {
  journal: RunJournal;
  assets: AssetStore;
  nodeAssets: NodeAssets;
  callLlm: CallLlm;
  reportBug: (error: unknown) => string;
}

export interface RunService {
  /**
   * Checks, writes the start and sets the run going; it goes on whether anybody watches or not.
   * @throws AppError `invalid_workflow`, `storage_failed`
   */
  start(workflow: Workflow, inputs?: Record<string, Value>): Promise<{ id: string }>;
  /** Newest first. */
  list(workflowId?: string): Promise<RunSummary[]>;
  /** @throws AppError `not_found` */
  read(id: string): Promise<RunSummary>;
  /** Events with `seq > after`, then live ones until the run ends. @throws AppError `not_found`, `storage_failed` */
  events(id: string, after: number, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** Stops a run at work and waits until it has stopped; one that has ended stays as it is. @throws AppError `not_found` */
  cancel(id: string): Promise<RunSummary>;
}

interface ActiveRun {
  controller: AbortController;
  feed: RunFeed;
  ended: Promise<void>;
}

export function createRunService(options: RunServiceOptions): RunService {
  const { journal, assets } = options;
  const active = new Map<string, ActiveRun>();

  const begin = (id: string, plan: Plan, runInputs: Record<string, Value>, startEvents: RunEvent[]): void => {
    const controller = new AbortController();
    const feed = createRunFeed();
    feed.publish(startEvents);
    const writer = createEventWriter({
      runId: id,
      journal,
      publish: feed.publish,
      onFailure: (error) => {
        feed.fail(error);
        controller.abort();
      },
    });
    const ended = work(plan, runInputs, controller.signal, writer, options).finally(() => {
      active.delete(id);
      feed.end();
    });
    active.set(id, { controller, feed, ended });
  };

  /** What an ended journal says does not change any more: it is read once. */
  const ended = new Map<string, RunSummary>();

  const read = async (id: string): Promise<RunSummary> => {
    const known = ended.get(id);
    if (known !== undefined) return known;
    const isAtWork = active.has(id);
    const summary = summarizeRun(id, await journal.read(id), isAtWork);
    if (summary.endedAt !== undefined) ended.set(id, summary);
    return summary;
  };

  return {
    start: async (workflow, inputs = {}) => {
      const plan = planGraph(toRunnableGraph(workflow), portsOf);
      await checkRunnable(plan, inputs);
      const snapshot = await assets.put(Buffer.from(JSON.stringify(workflow)), "application/json");
      const id = newRunId();
      const startEvents = await journal.append(id, [
        {
          type: "run-start",
          workflow: snapshot,
          workflowId: workflow.id,
          total: plan.order.length,
          inputs,
        },
      ]);
      begin(id, plan, inputs, startEvents);
      return { id };
    },
    list: async (workflowId) => {
      const runs = await Promise.all((await journal.list()).map(({ id }) => read(id)));
      return runs.filter((run) => workflowId === undefined || run.workflowId === workflowId);
    },
    read,
    events: async function* (id, after, signal) {
      const feed = active.get(id)?.feed;
      const live = feed?.subscribe(signal);
      let last = after;
      for (const event of await journal.read(id, after)) {
        last = event.seq;
        yield event;
      }
      if (live === undefined) return;
      for await (const event of live) if (event.seq > last) yield event;
    },
    cancel: async (id) => {
      const run = active.get(id);
      run?.controller.abort();
      await run?.ended;
      return read(id);
    },
  };
}

/** Notes and the like only stand on the canvas. */
function toRunnableGraph({ nodes, edges }: Workflow): WorkflowGraph {
  return {
    nodes: nodes.filter(({ type }) => kindOf(type) === undefined || kindOf(type)?.execute !== undefined),
    edges,
  };
}

/** Sorts by time, cannot be guessed. */
function newRunId(): string {
  return `${Date.now().toString(36)}-${randomBytes(9).toString("base64url")}`;
}

async function work(
  plan: Plan,
  runInputs: Record<string, Value>,
  signal: AbortSignal,
  writer: EventWriter,
  { callLlm, nodeAssets, reportBug }: RunServiceOptions,
): Promise<void> {
  try {
    const { status, outputs } = await runPlan({
      plan,
      runInputs,
      callLlm,
      assets: nodeAssets,
      signal,
      // A run that is parked needs somebody to take it up again.
      onLimit: "fail",
      emit: writer.push,
      reportBug,
    });
    writer.push({ type: "run-end", status, outputs });
    await writer.drain();
  } catch (error) {
    reportBug(error);
  }
}
