import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback, useEffect } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { barsOn, moveMs } from "@/components/board/canvasView";
import { lookOf } from "@/components/kinds/nodeViews";
import type { Box } from "@/store/boxes";
import { nodeById } from "@/store/graphIndex";
import { workflowStore } from "@/store/useWorkflow";

/** So long a panel that opens for what was added may take to come and take its room. */
const PANEL_MS = 1_000;

/** Moves the canvas to a box that is not wholly seen, or behind a bar, also once the panel has taken its room. */
export function useReveal(): (box: Box) => void {
  const { setCenter, flowToScreenPosition, getZoom } = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    ({ x, y, width, height }) => {
      const look = () => {
        const { domNode } = store.getState();
        const bounds = domNode?.getBoundingClientRect();
        if (bounds === undefined) return;
        const { top, bottom } = barsOn(domNode);
        const start = flowToScreenPosition({ x, y });
        const end = flowToScreenPosition({ x: x + width, y: y + height });
        const isSeen =
          start.x >= bounds.left &&
          end.x <= bounds.right &&
          start.y >= bounds.top + top &&
          end.y <= bounds.bottom - bottom;
        if (!isSeen) void setCenter(x + width / 2, y + height / 2, { zoom: getZoom(), duration: moveMs() });
      };
      requestAnimationFrame(look);
      const stop = store.subscribe((flow, before) => {
        if (flow.width >= before.width) return;
        stop();
        look();
      });
      setTimeout(stop, PANEL_MS);
    },
    [setCenter, flowToScreenPosition, getZoom, store],
  );
}

/** Brings nodes into sight that were added from elsewhere than the canvas. */
export function useRevealing(): void {
  const reveal = useReveal();
  const wanted = useCanvasUi((state) => state.revealing);
  useEffect(() => {
    const { workflow } = workflowStore.getState();
    const node = wanted && workflow && nodeById(workflow.nodes, wanted.node);
    const place = node && workflow?.layout.nodes[node.id];
    if (node && place) reveal({ ...lookOf(node.type).layout, ...place });
  }, [wanted, reveal]);
}
