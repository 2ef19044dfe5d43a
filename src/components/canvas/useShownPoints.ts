import { type ReactFlowState, useStore } from "@xyflow/react";
import { useMemo } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import type { Point } from "@/store/documentEdits";
import { workflowStore } from "@/store/useWorkflow";

/**
 * The points of a wire as they are seen: those of the document, moved along while both its nodes are dragged, and the
 * one that is dragged itself where it is now.
 */
export function useShownPoints(
  edgeId: string,
  source: string,
  target: string,
  points: readonly Point[],
): readonly Point[] {
  const carried = useStore((state) => carriedBy(state, source, target));
  const dragged = useCanvasUi(({ draggedPoint }) => (draggedPoint?.edge === edgeId ? draggedPoint : undefined));
  return useMemo(() => {
    const [x = 0, y = 0] = carried.split(" ").map(Number);
    const moved = points.map((point) => ({ x: point.x + x, y: point.y + y }));
    return dragged === undefined || moved[dragged.index] === undefined ? moved : moved.with(dragged.index, dragged.at);
  }, [points, carried, dragged]);
}

/** How far both nodes are from where the document has them, as text; nothing where they moved by different ways. */
function carriedBy({ nodeLookup }: ReactFlowState, source: string, target: string): string {
  const places = workflowStore.getState().workflow?.layout.nodes;
  const shiftOf = (id: string) => {
    const now = nodeLookup.get(id)?.position;
    const then = places?.[id];
    return now === undefined || then === undefined ? "0 0" : `${now.x - then.x} ${now.y - then.y}`;
  };
  const shift = shiftOf(source);
  return shift === shiftOf(target) ? shift : "0 0";
}
