import { type NodeChange, useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import type { CanvasNode } from "@/components/canvas/canvasElements";
import { useJoinGroups } from "@/components/canvas/groups/useJoinGroups";
import { beginDrag, type DragSession } from "./dragSession";

/** Lines up nodes while they are dragged; `adjust` goes before what React Flow tells of nodes. */
export function useNodeDrag() {
  const store = useStoreApi();
  const groups = useJoinGroups();
  return useMemo(() => {
    let session: DragSession | undefined;
    const watch = (event: PointerEvent) => session?.watch(event);
    const begin = (nodes: readonly CanvasNode[]) => {
      groups.begin();
      session = beginDrag(
        nodes.map(({ id }) => id),
        store.getState,
      );
      // Before React Flow hears of the same move.
      window.addEventListener("pointermove", watch, { capture: true });
      const begun = session;
      // React Flow tells no end where the node is deleted on the way, or a second finger comes.
      const release = () => requestAnimationFrame(() => session === begun && abandon());
      window.addEventListener("pointerup", release, { once: true });
    };
    const abandon = () => {
      window.removeEventListener("pointermove", watch, { capture: true });
      session?.cancel();
      session = undefined;
    };
    const end = (nodes: readonly CanvasNode[]) => {
      window.removeEventListener("pointermove", watch, { capture: true });
      const ended = session;
      session = undefined;
      ended?.end();
      groups.end(nodes);
    };
    return {
      adjust: (changes: NodeChange<CanvasNode>[]) => session?.adjust(changes) ?? changes,
      handlers: {
        onNodeDragStart: (_event: unknown, _node: CanvasNode, nodes: CanvasNode[]) => begin(nodes),
        onNodeDragStop: (_event: unknown, _node: CanvasNode, nodes: CanvasNode[]) => end(nodes),
        onSelectionDragStart: (_event: unknown, nodes: CanvasNode[]) => begin(nodes),
        onSelectionDragStop: (_event: unknown, nodes: CanvasNode[]) => end(nodes),
      },
    };
  }, [store, groups]);
}
