import { isAbort } from "@/types/errors";
import type { RunEvent, RunStatus, Value } from "@/types/run";
import type { RunProblem } from "@/types/triggers";
import type { TriggerRuns } from "./triggerRuns";

/** Problems that are told of one run. */
const MAX_PROBLEMS = 20;

/** What a run gave, for other programs. */
export interface RunOutcome {
  id: string;
  status: RunStatus;
  outputs: Record<string, Value>;
  problems: RunProblem[];
}

/** Follows a run to its end; undefined where the signal aborts before, and while it is parked. @throws AppError `not_found`, `storage_failed` */
export async function runOutcome(
  runs: Pick<TriggerRuns, "batches" | "read">,
  id: string,
  signal: AbortSignal,
): Promise<RunOutcome | undefined> {
  const problems = new Map<string, RunProblem>();
  try {
    for await (const batch of runs.batches(id, 0, signal)) for (const event of batch) note(problems, event);
  } catch (error) {
    if (!isAbort(error)) throw error;
  }
  const { status, outputs = {} } = await runs.read(id);
  if (status !== "completed" && status !== "failed" && status !== "cancelled") return undefined;
  return { id, status, outputs, problems: [...problems.values()].slice(0, MAX_PROBLEMS) };
}

/** What a node met in its latest attempt. */
function note(problems: Map<string, RunProblem>, event: RunEvent): void {
  if (event.type === "node-start") {
    for (const [name, { node }] of problems) if (node === event.node) problems.delete(name);
  } else if (event.type === "node-error") {
    problems.set(event.node, { node: event.node, ...wordsOf(event.error) });
  } else if (event.type === "node-item" && problems.size < MAX_PROBLEMS) {
    const name = `${event.node} ${event.item}`;
    if (event.error === undefined) problems.delete(name);
    else problems.set(name, { node: event.node, item: event.item, ...wordsOf(event.error) });
  }
}

function wordsOf({ code, message }: { code: string; message: string }) {
  return { code, message };
}
