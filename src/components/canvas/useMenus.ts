import { type Edge, useReactFlow } from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, useMemo } from "react";
import { openPalette, useCanvasUi } from "@/components/board/canvasUi";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { CanvasNode } from "./canvasElements";

type AnyMouseEvent = ReactMouseEvent | MouseEvent;

/** A right click opens the menu of what it hits; a double click on empty space opens the palette there. */
export function useMenus() {
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(() => {
    const openMenu = (event: AnyMouseEvent) => {
      event.preventDefault();
      const screen = { x: event.clientX, y: event.clientY };
      useCanvasUi.setState({ menu: { screen, at: screenToFlowPosition(screen) } });
    };
    return {
      onNodeContextMenu: (event: ReactMouseEvent, node: CanvasNode) => {
        const { selection } = workflowStore.getState();
        if (!selection.nodes.includes(node.id)) workflowActions().select({ nodes: [node.id], edges: [] });
        openMenu(event);
      },
      onEdgeContextMenu: (event: ReactMouseEvent, edge: Edge) => {
        workflowActions().select({ nodes: [], edges: [edge.id] });
        openMenu(event);
      },
      onSelectionContextMenu: openMenu,
      onPaneContextMenu: (event: AnyMouseEvent) => {
        workflowActions().select({ nodes: [], edges: [] });
        openMenu(event);
      },
      onPaneClick: (event: ReactMouseEvent) => {
        if (event.detail === 2) openPalette(screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      },
    };
  }, [screenToFlowPosition]);
}
