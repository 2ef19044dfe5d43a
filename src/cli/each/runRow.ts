import { asksForSignIn, errorOf, followRun } from "@/cli/commands/followRun";
import type { RunService } from "@/lib/runs/runService";
import { isAppError } from "@/types/errors";
import { type RunError, type RunEvent, runEndStatusSchema, type Value } from "@/types/run";
import { isOwn } from "@/types/runPlace";
import type { Workflow } from "@/types/workflow";
import type { RowResult } from "./rowResult";

export interface RunRowOptions {
  row: number;
  name: string;
  workflow: Workflow;
  inputs(): Promise<Record<string, Value>>;
  runs: Pick<RunService, "start" | "read" | "resume" | "events" | "cancel">;
  useCache: boolean;
  /** The run of an earlier start that a limit parked, or that waits for a person. */
  open: string | undefined;
  signal: AbortSignal;
  /** Told how much of it is done, 0 to 1. */
  onShare(share: number): void;
}

export interface RowOutcome {
  result: RowResult;
  /** Somebody has to sign in, or to add a key: the rows to come would fail alike. */
  lacksSignIn: boolean;
}

/** Runs one row to its end. What goes wrong with it is its result. @throws AppError `storage_failed` */
export async function runRow(options: RunRowOptions): Promise<RowOutcome> {
  const { row, name, workflow, runs, signal, onShare } = options;
  try {
    const run = (await goOn(options)) ?? (await start(options));
    let error: RowResult["error"];
    const share = createShare();
    const { lacksSignIn } = await followRun(run, runs, signal, (event) => {
      // What went wrong before it went on is over.
      error = event.type === "run-resume" ? undefined : (error ?? toRowError(event, workflow));
      onShare(share(event));
    });
    const { status, parked, outputs = {}, problems, counts, usage, payers } = await runs.read(run);
    const until = parked?.until ?? undefined;
    const told = { ...(error && { error }), ...(until && { until }), ...(problems > 0 && { problems }) };
    const spent = { calls: counts.calls, tokens: usage.totalTokens, payers };
    const isEnd = runEndStatusSchema.safeParse(status);
    const ended = isEnd.success ? isEnd.data : "failed";
    return { result: { row, name, status: ended, run, outputs, ...told, ...spent }, lacksSignIn };
  } catch (error) {
    if (!isAppError(error) || error.code === "storage_failed") throw error;
    const { code, message, facts } = error;
    const told: RunError = { code, message, action: facts.action };
    return {
      result: { row, name, status: "failed", outputs: {}, error: { code, message } },
      lacksSignIn: asksForSignIn(told),
    };
  }
}

async function start({ workflow, inputs, runs, useCache }: RunRowOptions): Promise<string> {
  return (await runs.start(workflow, { inputs: await inputs(), useCache })).id;
}

/** The run of a row that has not come to its end, which somebody may have gone on with meanwhile; undefined where a new one is needed. */
async function goOn({ runs, open }: RunRowOptions): Promise<string | undefined> {
  if (open === undefined) return undefined;
  try {
    const { status } = await runs.read(open);
    if (status === "failed" || status === "cancelled") return undefined;
    if (status === "parked" || status === "interrupted") await runs.resume(open);
    return open;
  } catch (error) {
    // Removed, or another process has just begun to go on with it.
    if (isAppError(error) && error.code === "not_found") return undefined;
    if (isAppError(error) && error.code === "conflict") return open;
    throw error;
  }
}

function toRowError(event: RunEvent, { nodes }: Workflow): RowResult["error"] {
  const error = errorOf(event);
  if (error === undefined || !isOwn(event) || !("node" in event) || event.node === undefined) return undefined;
  const node = nodes.find(({ id }) => id === event.node)?.title ?? event.node;
  return { code: error.code, message: error.message, node };
}

/** How much of a run is done, by the nodes that have come to an end. */
function createShare(): (event: RunEvent) => number {
  const ended = new Set<string>();
  let total = 1;
  return (event) => {
    if (event.type === "run-start") total = Math.max(1, event.total);
    const isEnd = event.type === "node-end" || event.type === "node-error" || event.type === "node-skip";
    if (isEnd && isOwn(event)) ended.add(event.node);
    return event.type === "run-end" ? 1 : Math.min(1, ended.size / total);
  };
}
