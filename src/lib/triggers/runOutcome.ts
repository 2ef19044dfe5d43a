import { createRunProblems, type FoundProblem } from "@/lib/runProblems";
import { isAbort } from "@/types/errors";
import type { RunStatus, Value } from "@/types/run";
import type { RunProblem } from "@/types/triggers";
import type { TriggerRuns } from "./triggerRuns";

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
  const problems = createRunProblems();
  try {
    for await (const batch of runs.batches(id, 0, signal)) for (const event of batch) problems.add(event);
  } catch (error) {
    if (!isAbort(error)) throw error;
  }
  const { status, outputs = {} } = await runs.read(id);
  if (status !== "completed" && status !== "failed" && status !== "cancelled") return undefined;
  return { id, status, outputs, problems: problems.told().map(toProblem) };
}

function toProblem({ node, item, error: { code, message } }: FoundProblem): RunProblem {
  return { node, ...(item === undefined ? {} : { item }), code, message };
}
