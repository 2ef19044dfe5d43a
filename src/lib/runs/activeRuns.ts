import { createHash } from "node:crypto";
import { createDesk, type Desk } from "@/lib/engine/desk";
import type { RunPlanOptions } from "@/lib/engine/options";
import type { ResumePoint } from "@/lib/engine/resumePoint";
import { runPlan } from "@/lib/engine/runPlan";
import type { RunClaim, RunJournal } from "@/lib/storage/ports";
import type { RunEvent, RunSummary } from "@/types/run";
import { answerHere } from "./answers/answerHere";
import { replyTo } from "./answers/letters";
import { childGraphs } from "./childGraphs";
import { createEventWriter, type EventWriter } from "./eventWriter";
import type { RunObserver } from "./observeRuns";
import { createRunFeed, type RunFeed } from "./runFeed";
import type { RunOrigin, RunSetup } from "./runSetup";
import type { Summarizer } from "./summary";

/** What all runs of a process share of the engine's options. */
export type EngineParts = Pick<
  RunPlanOptions,
  "callLlm" | "makeImages" | "request" | "assets" | "work" | "tools" | "maxItems" | "cache" | "reportBug"
>;

export interface ActiveRunsOptions {
  journal: RunJournal;
  /** By what pays for the run. */
  engineOf: (origin: RunOrigin) => EngineParts;
  observer: RunObserver;
  onBegin: (id: string) => void;
  /** Keeps what a run has come to while nobody else can go on with it. Never throws. */
  keep: (summary: RunSummary) => Promise<void>;
  /** Told when a run has stopped being at work, whatever the reason. */
  onEnd: (summary: RunSummary) => void;
}

export interface Begin {
  id: string;
  setup: RunSetup;
  /** Let go when the run stops being at work. */
  claim: RunClaim;
  /** Events of this attempt that the journal has already. */
  startEvents: RunEvent[];
  /** Has everything that the journal has. */
  summarizer: Summarizer;
  resume?: ResumePoint;
}

/** Runs that this process works on. */
export interface ActiveRuns {
  begin(run: Begin): void;
  get(id: string): { feed: RunFeed; desk: Desk } | undefined;
  count(): number;
  /** Stops a run, and waits until it has stopped; false if it is not at work here. */
  stop(id: string): Promise<boolean>;
  /** Stops all of them without an end, and lets other processes go on with them. */
  leave(): Promise<void>;
}

interface ActiveRun {
  controller: AbortController;
  feed: RunFeed;
  desk: Desk;
  ended: Promise<void>;
  leave: () => void;
}

export function createActiveRuns({ journal, engineOf, observer, onBegin, keep, onEnd }: ActiveRunsOptions): ActiveRuns {
  const active = new Map<string, ActiveRun>();
  return {
    begin: ({ id, setup, claim, startEvents, summarizer, resume }) => {
      const controller = new AbortController();
      const feed = createRunFeed();
      feed.publish(startEvents);
      const writer = createEventWriter({
        runId: id,
        journal,
        publish: (events) => {
          for (const event of events) summarizer.add(event);
          feed.publish(events);
        },
        onFailure: (error) => {
          if (claim.lost.aborted) return;
          feed.fail(error);
          controller.abort();
        },
      });
      const left = new AbortController();
      const leave = () => {
        writer.close();
        left.abort();
        controller.abort();
      };
      const observeEnd = observer.begin(id, {
        workflow: setup.workflow.id,
        by: setup.by,
        isResumed: resume !== undefined,
      });
      const end = async () => {
        const summary = summarizer.summarize();
        if (!left.signal.aborted) await keep(summary);
        active.delete(id);
        if (left.signal.aborted) {
          await claim.handOver();
          feed.moveOn();
        } else {
          await claim.release();
          feed.end();
        }
        observeEnd(summary, !left.signal.aborted);
        onEnd(summary);
      };
      whenAborted(claim.stop, () => controller.abort());
      whenAborted(claim.lost, leave);
      const signals = { signal: controller.signal, left: left.signal };
      const engine = forRun(engineOf(setup), id);
      const { push: emit, written } = writer;
      const desk = createDesk({ emit, written, signal: controller.signal, kept: resume?.answers });
      claim.receive((letter) =>
        replyTo(letter, (request) => answerHere({ journal, id, desk }, request), engine.reportBug),
      );
      const whole = { setup, resume, ...signals, writer, desk, engine };
      const ended = observer.within(id, () => work(whole)).finally(end);
      active.set(id, { controller, feed, desk, ended, leave });
      onBegin(id);
    },
    get: (id) => active.get(id),
    count: () => active.size,
    stop: async (id) => {
      const run = active.get(id);
      run?.controller.abort();
      await run?.ended;
      return run !== undefined;
    },
    leave: async () => {
      const all = [...active.values()];
      for (const { leave } of all) leave();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

function whenAborted(signal: AbortSignal, then: () => void): void {
  if (signal.aborted) then();
  else signal.addEventListener("abort", then, { once: true });
}

/** Calls that tell whose they are. */
function forRun(engine: EngineParts, run: string): EngineParts {
  return {
    ...engine,
    callLlm: (call, signal) => engine.callLlm({ ...call, run }, signal),
    makeImages: (call, signal, onQueue) => engine.makeImages({ ...call, run }, signal, onQueue),
  };
}

interface Work {
  setup: RunSetup;
  resume: ResumePoint | undefined;
  signal: AbortSignal;
  /** Aborted when another process goes on with the run. */
  left: AbortSignal;
  writer: EventWriter;
  desk: Desk;
  engine: EngineParts;
}

/**
 * Runs to the end, the last event included, unless another process writes that. A bug or a full disk ends it too.
 * @throws what `reportBug` throws
 */
async function work({
  setup: { workflow, children, by: _, through: __, ...setup },
  resume,
  signal,
  left,
  writer,
  desk,
  engine,
}: Work): Promise<void> {
  try {
    const { push: emit } = writer;
    const { status, outputs } = await runPlan({
      ...engine,
      ...setup,
      childOf: childGraphs(children),
      workflow: workflow.id,
      cacheScopeOf: toCacheScope,
      resume,
      signal,
      emit,
      written: writer.written,
      desk,
    });
    writer.push({ type: "run-end", status, outputs });
    await writer.drain();
  } catch (error) {
    if (left.aborted) return;
    engine.reportBug(error);
    writer.push({ type: "run-end", status: "failed", outputs: {} });
    await writer.drain().catch(() => undefined); // reported above
  }
}

/** The same for a node of a document however often it runs, on any server; it tells nobody their names. */
function toCacheScope(workflowId: string, node: string): string {
  return createHash("sha256")
    .update(JSON.stringify([workflowId, node]))
    .digest("base64url");
}
