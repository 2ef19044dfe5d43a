import type { Limits, Places } from "@/lib/limits/limits";
import type { RunService } from "@/lib/runs/runService";
import type { WorkflowStore } from "@/lib/storage/ports";
import type { Activity, PlaceHolder } from "@/types/activity";
import { own } from "@/types/own";

export interface ActivityOptions {
  runs: Pick<RunService, "open">;
  limits: Pick<Limits, "places">;
  workflows: Pick<WorkflowStore, "list">;
  /** Of these payers alone places are told; of all if absent. @throws AppError `storage_failed` */
  seenOf?: (places: Places[]) => Promise<Places[]>;
}

/** Tells what runs and waits anywhere, and who holds the places of each payer. @throws AppError `storage_failed` */
export function createActivity({
  runs,
  limits,
  workflows,
  seenOf = async (places) => places,
}: ActivityOptions): () => Promise<Activity> {
  return async () => {
    const open = await runs.open();
    const places = await seenOf(limits.places());
    // Nothing goes on most of the time: then no document is looked at.
    if (open.length === 0 && places.length === 0) return { runs: [], places: [] };
    const names = Object.fromEntries((await workflows.list()).map(({ id, name }) => [id, name]));
    const nameOf = (workflowId = "") => {
      const workflowName = own(names, workflowId);
      return workflowName === undefined ? {} : { workflowName };
    };
    const toHolder = ({ run, running, waiting }: { run: string | undefined; running: number; waiting: number }) => {
      const holder: PlaceHolder = { running, waiting };
      if (run === undefined) return holder;
      const workflowId = open.find(({ id }) => id === run)?.workflowId;
      return { ...holder, run, ...(workflowId === undefined ? {} : { workflowId }), ...nameOf(workflowId) };
    };
    return {
      runs: open.map((run) => ({ ...run, ...nameOf(run.workflowId) })),
      places: places.map(({ holders, ...rest }) => ({ ...rest, holders: holders.map(toHolder) })),
    };
  };
}
