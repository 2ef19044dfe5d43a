import { useMemo } from "react";
import { focusNode, shellOf } from "@/components/board/focusNode";
import { useGoToNode } from "@/components/board/useGoToNode";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { flowOrder } from "@/store/flowOrder";
import { workflowActions, workflowStore } from "@/store/useWorkflow";

/** From node to node along the flow, also to those that are out of sight and that Tab does not reach. */
export function useFlowSteps(): void {
  const goTo = useGoToNode();
  useCommands(
    useMemo<CommandActions>(() => {
      const step = (by: 1 | -1) => () => {
        const id = neighbour(by);
        if (id === undefined) return;
        if (isInSight(id)) workflowActions().select({ nodes: [id], edges: [] });
        else goTo([id]);
        focusNode(id);
      };
      return {
        nextNode: { run: step(1), isPossible: hasNodes },
        previousNode: { run: step(-1), isPossible: hasNodes },
      };
    }, [goTo]),
  );
}

const hasNodes = () => (workflowStore.getState().workflow?.nodes.length ?? 0) > 0;

/** Around at both ends; the first or the last where none is selected. */
function neighbour(by: 1 | -1): string | undefined {
  const { workflow, selection } = workflowStore.getState();
  if (workflow === null) return undefined;
  const order = flowOrder(workflow);
  const at = order.indexOf(selection.nodes[0] ?? "");
  return at < 0 && by < 0 ? order.at(-1) : order.at((at + by) % order.length);
}

function isInSight(id: string): boolean {
  const node = shellOf(id)?.getBoundingClientRect();
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (node === undefined || canvas === undefined) return false;
  return (
    node.left >= canvas.left && node.right <= canvas.right && node.top >= canvas.top && node.bottom <= canvas.bottom
  );
}
