import { kindOf } from "@/lib/nodes/nodeKinds";
import { goesOn, type NodeStatus } from "@/store/runReducer";
import { useRun } from "@/store/useRun";
import { useNode } from "@/store/useWorkflow";

/** The state to show: in a run that is under way or parked, a node that has not been reached yet waits. */
export function useShownStatus(nodeId: string): NodeStatus {
  const node = useNode(nodeId);
  const runs = node !== undefined && kindOf(node.type)?.execute !== undefined;
  return useRun(({ run }) => {
    const status = run.nodes[nodeId]?.status ?? "idle";
    const isWaiting = status === "idle" && runs && goesOn(run.status) && (run.selected?.includes(nodeId) ?? true);
    return isWaiting ? "queued" : status;
  });
}
