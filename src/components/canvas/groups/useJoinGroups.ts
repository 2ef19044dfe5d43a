import { useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import type { CanvasNode } from "@/components/canvas/canvasElements";
import { boxesOf } from "@/components/canvas/nodeBoxes";
import type { Point } from "@/store/documentEdits";
import { groupOf, moveToGroup } from "@/store/groups";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";
import { type Box, framesOf } from "./groupBoxes";

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
  return boxes.reduce((doc, { id, x, y, width, height }) => {
    if (!dragged.has(id)) return doc;
    const own = groupOf(doc, id);
    // A group that is dragged as a whole stays together.
    if (own?.collapsed || own?.nodes.every((node) => dragged.has(node))) return doc;
    const centre = { x: x + width / 2, y: y + height / 2 };
    const isIn = (frame: Box | undefined) => frame !== undefined && holds(frame, centre);
    if (own !== undefined && isIn(frames.get(own.id))) return doc;
    const [entered] = [...frames].find(([, frame]) => isIn(frame)) ?? [];
    return moveToGroup(doc, [id], entered);
  }, workflow);
}

function holds({ x, y, width, height }: Box, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}
