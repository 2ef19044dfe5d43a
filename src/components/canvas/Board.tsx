import { type EdgeTypes, ReactFlow, type ReactFlowProps, SelectionMode } from "@xyflow/react";
import { canvas as words } from "@/components/messages/canvas";
import { useMay } from "@/store/person";
import { ConnectionLine } from "./ConnectionLine";
import type { CanvasEdge, CanvasNode } from "./canvasElements";
import { DotWires, useShownEdges } from "./DotWires";
import { Guides } from "./drag/Guides";
import { useNodeDrag } from "./drag/useNodeDrag";
import { GroupFrames } from "./groups/GroupFrames";
import { nodeTypes } from "./nodeTypes";
import { useCanvasElements } from "./useCanvasElements";
import { useMoveShield } from "./useMoveShield";
import { WireEdge } from "./WireEdge";
import { MAX_ZOOM, MIN_ZOOM } from "./zoomLevels";

const edgeTypes: EdgeTypes = { wire: WireEdge };

/** One element for all drawings: these read for themselves what they show. */
const overlays = (
  <>
    <GroupFrames />
    <DotWires />
    <Guides />
    <div className="move-shield" />
  </>
);

/**
 * Nodes and wires of the open document. It renders again with every step of a drag, what is given to it as children
 * does not.
 */
export function Board({ children, ...handlers }: ReactFlowProps<CanvasNode, CanvasEdge>) {
  const drag = useNodeDrag();
  const elements = useCanvasElements(drag.adjust);
  const edges = useShownEdges(elements.nodes, elements.edges);
  const shield = useMoveShield();
  const mayEdit = useMay("editor");
  return (
    <ReactFlow
      {...elements}
      edges={edges}
      {...handlers}
      {...shield}
      {...drag.handlers}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      connectionLineComponent={ConnectionLine}
      connectionRadius={26}
      onlyRenderVisibleElements
      nodesDraggable={mayEdit}
      edgesReconnectable={mayEdit}
      deleteKeyCode={null}
      selectionKeyCode="Shift"
      multiSelectionKeyCode={["Meta", "Control", "Shift"]}
      panActivationKeyCode="Space"
      selectionMode={SelectionMode.Partial}
      panOnScroll
      zoomOnDoubleClick={false}
      minZoom={MIN_ZOOM}
      maxZoom={MAX_ZOOM}
      aria-label={words.label}
    >
      {children}
      {overlays}
    </ReactFlow>
  );
}
