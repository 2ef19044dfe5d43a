import type { RunPlanOptions } from "@/lib/engine/options";
import type { ResumePoint } from "@/lib/engine/resumePoint";
import { runPlan } from "@/lib/engine/runPlan";
import type { RunClaim, RunJournal } from "@/lib/storage/ports";
import type { RunEndStatus, RunEvent } from "@/types/run";
import { createEventWriter, type EventWriter } from "./eventWriter";
import { createRunFeed, type RunFeed } from "./runFeed";
import type { RunSetup } from "./runSetup";

/** What all runs of a process share of the engine's options. */
export type EngineParts = Pick<RunPlanOptions, "callLlm" | "assets" | "work" | "cache" | "reportBug">;

export interface ActiveRunsOptions {
  journal: RunJournal;
  engine: EngineParts;
  onBegin: (id: string) => void;
  /** Told when a run stops being at work, whatever the reason. */
  onEnd: (id: string, status: RunEndStatus) => void;
}

export interface Begin {
  id: string;
  setup: RunSetup;
  /** Let go when the run stops being at work. */
  claim: RunClaim;
  /** Events of this attempt that the journal has already. */
  startEvents: RunEvent[];
  resume?: ResumePoint;
}

/** Runs that this process works on. */
export interface ActiveRuns {
  begin(run: Begin): void;
  get(id: string): { feed: RunFeed } | undefined;
  /** Stops a run, and waits until it has stopped; false if it is not at work here. */
  stop(id: string): Promise<boolean>;
}

interface ActiveRun {
  controller: AbortController;
  feed: RunFeed;
  ended: Promise<void>;
}

export function createActiveRuns({ journal, engine, onBegin, onEnd }: ActiveRunsOptions): ActiveRuns {
  const active = new Map<string, ActiveRun>();
  return {
    begin: ({ id, setup, claim, startEvents, resume }) => {
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
      const end = (status: RunEndStatus) => {
        active.delete(id);
        claim.release();
        feed.end();
        onEnd(id, status);
      };
      const ended = work({ setup, resume, signal: controller.signal, writer, engine }).then(end, (error: unknown) => {
        end("failed");
        throw error;
      });
      active.set(id, { controller, feed, ended });
      onBegin(id);
    },
    get: (id) => active.get(id),
    stop: async (id) => {
      const run = active.get(id);
      run?.controller.abort();
      await run?.ended;
      return run !== undefined;
    },
  };
}

interface Work {
  setup: RunSetup;
  resume: ResumePoint | undefined;
  signal: AbortSignal;
  writer: EventWriter;
  engine: EngineParts;
}

/** Runs to the end, the last event included. A bug or a full disk ends it too. @throws what `reportBug` throws */
async function work({ setup: { workflow: _, ...setup }, resume, signal, writer, engine }: Work): Promise<RunEndStatus> {
  try {
    const { push: emit, written } = writer;
    const { status, outputs } = await runPlan({ ...engine, ...setup, resume, signal, emit, written });
    writer.push({ type: "run-end", status, outputs });
    await writer.drain();
    return status;
  } catch (error) {
    engine.reportBug(error);
    writer.push({ type: "run-end", status: "failed", outputs: {} });
    await writer.drain().catch(() => undefined); // reported above
    return "failed";
  }
}
