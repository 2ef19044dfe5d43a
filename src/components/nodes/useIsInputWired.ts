import { edgesInto } from "@/store/graphIndex";
import { useWorkflow } from "@/store/useWorkflow";

/** Whether a wire leads into an input of a node. */
export function useIsInputWired(nodeId: string, port: string): boolean {
  return useWorkflow(({ workflow }) =>
    edgesInto(workflow?.edges ?? [], nodeId).some(({ target }) => target.port === port),
  );
}
