import { kindOf } from "@/lib/nodes/nodeKinds";
import { expectedItems } from "@/store/expectedItems";
import { edgesInto, idSet, nodeById } from "@/store/graphIndex";
import { countItems } from "@/store/runItems";
import { idleNode, type NodeRun, type NodeStatus, type RunState } from "@/store/runReducer";
import { goesOn } from "@/store/runStatus";
import { useRun } from "@/store/useRun";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";

/** The state to show: in a run that is under way or parked, a node that has not been reached yet waits. */
export function useShownStatus(nodeId: string): NodeStatus {
  const runs = useRuns(nodeId);
  return useRun(({ run }) => shownStatus(run, nodeId, runs));
}

export interface FarStatus {
  status: NodeStatus;
  /** Items of a list could not be done, though the node came to its end. */
  isPartial: boolean;
  /** Of a list at work: how much of it has ended, in percent; undefined for anything else. */
  progress: number | undefined;
}

/** The state as it is told in few marks; streamed words change nothing of it. */
export function useFarStatus(nodeId: string): FarStatus {
  const runs = useRuns(nodeId);
  // As text, so that a node renders again only when one of the three changes.
  const text = useRun(({ run }) => {
    const node = run.nodes[nodeId] ?? idleNode;
    const failed = node.items === undefined ? 0 : countItems(node.items).failed;
    return `${shownStatus(run, nodeId, runs)} ${failed > 0} ${progressOf(run, nodeId, node) ?? ""}`;
  });
  const [status, isPartial, progress] = text.split(" ");
  return {
    status: status as NodeStatus, // written two lines above
    isPartial: isPartial === "true",
    progress: progress === "" ? undefined : Number(progress),
  };
}

function useRuns(nodeId: string): boolean {
  return useWorkflow(({ workflow }) => {
    const node = workflow === null ? undefined : nodeById(workflow.nodes, nodeId);
    const kind = node && kindOf(node.type);
    if (workflow === null || kind?.execute === undefined) return false;
    return kind.restsUnwired !== true || edgesInto(workflow.edges, nodeId).length > 0;
  });
}

function shownStatus(run: RunState, nodeId: string, runs: boolean): NodeStatus {
  const status = run.nodes[nodeId]?.status ?? "idle";
  const isWaiting = status === "idle" && runs && goesOn(run.status) && isSelected(run, nodeId);
  return isWaiting ? "queued" : status;
}

/** Each of a thousand nodes asks with every batch of events. */
function isSelected({ selected }: RunState, nodeId: string): boolean {
  return selected === undefined || idSet(selected).has(nodeId);
}

function progressOf(run: RunState, id: string, { status, items }: NodeRun): number | undefined {
  const { workflow } = workflowStore.getState();
  if (items === undefined || workflow === null || (status !== "running" && status !== "streaming")) return undefined;
  const expected = expectedItems(workflow, id, run);
  return expected === undefined || expected === 0 ? undefined : Math.round((countItems(items).ended * 100) / expected);
}
