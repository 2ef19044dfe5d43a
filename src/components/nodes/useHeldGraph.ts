import useSWR from "swr";
import { graphInterfaceOf } from "@/lib/nodes/graphInterface";
import { type GraphInterface, heldGraphOf, heldKey } from "@/lib/nodes/heldGraph";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import { readHeld } from "@/store/readHeld";
import { isAppError } from "@/types/errors";
import type { WorkflowNode } from "@/types/workflow";

export interface HeldState {
  /** What it is called now, else what it was called. */
  name: string | undefined;
  /** It, or the revision that runs, is not there any more. */
  isGone: boolean;
  /** The node shows other inputs or outputs than it has now. */
  isChanged: boolean;
  /** How many nodes of it run; 0 until that is known. */
  nodes: number;
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
    nodes: data === undefined ? 0 : toRunnablePart(data).graph.nodes.length,
    now,
  };
}

function portsText(
  { inputs, outputs }: Pick<GraphInterface, "inputs" | "outputs"> = { inputs: [], outputs: [] },
): string {
  const sorted = (ports: GraphInterface["inputs"]) =>
    ports.map((port) => JSON.stringify(Object.entries(port).sort(([a], [b]) => a.localeCompare(b))));
  return JSON.stringify([sorted(inputs), sorted(outputs)]);
}
