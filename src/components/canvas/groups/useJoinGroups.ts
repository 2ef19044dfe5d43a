import { useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import type { CanvasNode } from "@/components/canvas/canvasElements";
import { boxesOf } from "@/components/canvas/nodeBoxes";
import type { Box } from "@/store/boxes";
import type { Point } from "@/store/documentEdits";
import { groupsOf, moveToGroup } from "@/store/groups";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";
import { framesOf } from "./groupBoxes";

/** Nodes that are dragged into the frame of a group join it, those dragged out of theirs leave it. */
export function useJoinGroups() {
  const store = useStoreApi();
  return useMemo(() => {
    let frames = new Map<string, Box>();
    return {
      begin: () => {
        const { workflow } = workflowStore.getState();
        frames = workflow === null ? new Map() : framesOf(workflow, store.getState());
      },
      end: (nodes: readonly CanvasNode[]) => {
        if (frames.size === 0) return;
        const dragged = new Set(nodes.map(({ id }) => id));
        const { step } = workflowStore.getState().history;
        // One step of undo with the move that it comes of.
        const key = step?.key.startsWith("move:") ? step.key : undefined;
        workflowActions().edit((doc) => regroup(doc, dragged, frames, boxesOf(doc, store.getState())), { key });
      },
    };
  }, [store]);
}

/** `frames` are those before the drag: a node that stretched its own would never leave it. */
export function regroup(
  workflow: Workflow,
  dragged: ReadonlySet<string>,
  frames: ReadonlyMap<string, Box>,
  boxes: readonly (Box & { id: string })[],
): Workflow {
  const groups = new Map(groupsOf(workflow).flatMap((group) => group.nodes.map((node) => [node, group] as const)));
  const whole = new Set(groupsOf(workflow).filter(({ nodes }) => nodes.every((node) => dragged.has(node))));
  const moves = new Map<string | undefined, string[]>();
  for (const { id, x, y, width, height } of boxes) {
    const own = groups.get(id);
    // A group that is dragged as a whole stays together.
    if (!dragged.has(id) || own?.collapsed || (own !== undefined && whole.has(own))) continue;
    const centre = { x: x + width / 2, y: y + height / 2 };
    const isIn = (frame: Box | undefined) => frame !== undefined && holds(frame, centre);
    if (own !== undefined && isIn(frames.get(own.id))) continue;
    const [entered] = [...frames].find(([, frame]) => isIn(frame)) ?? [];
    moves.set(entered, [...(moves.get(entered) ?? []), id]);
  }
  return [...moves].reduce((doc, [group, ids]) => moveToGroup(doc, ids, group), workflow);
}

function holds({ x, y, width, height }: Box, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}
