import { type Edge, useReactFlow } from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, useMemo } from "react";
import { openPalette, useCanvasUi } from "@/components/board/canvasUi";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { CanvasNode } from "./canvasElements";
import { collapsedOf } from "./groups/collapsed";

/** The nodes of the document that a node of the canvas stands for: several for a collapsed group. */
function nodesShownAs(id: string): readonly string[] {
  const { workflow } = workflowStore.getState();
  const collapsed = workflow === null ? undefined : collapsedOf(workflow).find(({ shown }) => shown === id);
  return collapsed?.group.nodes ?? [id];
}

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
        const meant = nodesShownAs(node.id);
        if (!meant.every((id) => selection.nodes.includes(id))) workflowActions().select({ nodes: meant, edges: [] });
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
