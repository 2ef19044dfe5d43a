import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { listVersions, readVersion, readWorkflow } from "./endpoints";

/** A saved workflow, its newest or one revision. @throws AppError `not_found` for one that is gone, or a revision that is */
export async function readHeld(id: string, revision: number | undefined): Promise<Workflow> {
  const newest = await readWorkflow(id);
  if (revision === undefined || newest.revision === revision) return newest;
  const kept = (await listVersions(id)).find((version) => version.revision === revision);
  if (kept === undefined) throw new AppError("not_found", "This revision is not kept any more.");
  return readVersion(id, kept.version);
}
