import useSWR from "swr";
import { graphInterfaceOf } from "@/lib/nodes/graphInterface";
import { type GraphInterface, heldGraphOf, heldKey } from "@/lib/nodes/heldGraph";
import { listVersions, readVersion, readWorkflow } from "@/store/endpoints";
import { AppError, isAppError } from "@/types/errors";
import type { Workflow, WorkflowNode } from "@/types/workflow";

export interface HeldState {
  /** What it is called now, else what it was called. */
  name: string | undefined;
  /** It, or the revision that runs, is not there any more. */
  isGone: boolean;
  /** The node shows other inputs or outputs than it has now. */
  isChanged: boolean;
  /** As it is now, once it is known. */
  now: GraphInterface | undefined;
}

/** What a node holds, as the server has it now. */
export function useHeldGraph(node: WorkflowNode): HeldState {
  const held = heldGraphOf(node);
  const key = held === undefined ? null : `held ${heldKey(held)}`;
  const { data, error } = useSWR(key, () => readHeld(held?.workflow ?? "", held?.revision), {
    dedupingInterval: 5000,
    shouldRetryOnError: false,
  });
  const now = data && graphInterfaceOf(data);
  const isChanged = now !== undefined && portsText(now) !== portsText(held?.ports);
  return {
    name: data?.name ?? held?.ports?.name,
    isGone: isAppError(error) && error.code === "not_found",
    isChanged,
    now,
  };
}

/** @throws AppError `not_found` for one that is gone, or a revision that is */
export async function readHeld(id: string, revision: number | undefined): Promise<Workflow> {
  const newest = await readWorkflow(id);
  if (revision === undefined || newest.revision === revision) return newest;
  const kept = (await listVersions(id)).find((version) => version.revision === revision);
  if (kept === undefined) throw new AppError("not_found", "This revision is not kept any more.");
  return readVersion(id, kept.version);
}

function portsText(
  { inputs, outputs }: Pick<GraphInterface, "inputs" | "outputs"> = { inputs: [], outputs: [] },
): string {
  const sorted = (ports: GraphInterface["inputs"]) =>
    ports.map((port) => JSON.stringify(Object.entries(port).sort(([a], [b]) => a.localeCompare(b))));
  return JSON.stringify([sorted(inputs), sorted(outputs)]);
}
