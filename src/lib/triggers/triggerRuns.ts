import { isAppError } from "@/types/errors";
import type { RunEvent, RunSummary, RunThrough, Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";

/** What triggers need of runs, as whoever made one may start and read them. */
export interface TriggerRuns {
  /** @throws AppError `not_found` */
  readWorkflow(id: string): Promise<Workflow>;
  /** That who pays for it may do so for what comes this way. @throws AppError `plan_use_off`, `not_allowed` */
  requirePayers(workflow: Workflow, through: RunThrough): Promise<void>;
  /** @throws AppError `invalid_workflow`, `too_large`, `storage_failed` */
  start(workflow: Workflow, request: { inputs: Record<string, Value>; through: RunThrough }): Promise<{ id: string }>;
  /** @throws AppError `not_found`, `storage_failed` */
  read(id: string): Promise<RunSummary>;
  /** The latest of a workflow. @throws AppError `storage_failed` */
  latest(workflowId: string, limit: number): Promise<Omit<RunSummary, "outputs">[]>;
  /** Ids of those that have not come to an end; costs little. @throws AppError `storage_failed` */
  open(): Promise<string[]>;
  /** Events after one until the run ends. @throws AppError `not_found`, `storage_failed` */
  batches(id: string, after: number, signal: AbortSignal): AsyncIterable<readonly RunEvent[]>;
}

/** @throws AppError `auth_required` for somebody who may not use this Patchbay any more, `storage_failed` */
export type RunsOf = (by: string | undefined) => Promise<TriggerRuns>;

/** Undefined for somebody who may not use this Patchbay any more: nothing of theirs goes on. @throws AppError `storage_failed` */
export async function runsUnlessGone(runsOf: RunsOf, by: string | undefined): Promise<TriggerRuns | undefined> {
  try {
    return await runsOf(by);
  } catch (error) {
    if (isAppError(error) && error.code === "auth_required") return undefined;
    throw error;
  }
}
