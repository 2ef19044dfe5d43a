"use client";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import "./far.css";
import { Background, BackgroundVariant, type EdgeTypes, Panel, ReactFlow, SelectionMode } from "@xyflow/react";
import { lazy, Suspense, useCallback } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { useCanvasView } from "@/components/board/canvasView";
import { canvas as words } from "@/components/messages/canvas";
import { GhostBanner } from "@/components/runs/GhostBanner";
import { RunAnnouncer } from "@/components/runs/RunAnnouncer";
import { RunRefusal } from "@/components/runs/RunRefusal";
import { cx } from "@/components/ui/cx";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import { useRun } from "@/store/useRun";
import { ConnectionLine } from "./ConnectionLine";
import { FarProvider } from "./far";
import { nodeTypes } from "./nodeTypes";
import { SaveConflict } from "./SaveConflict";
import { SelectionMenu } from "./SelectionMenu";
import { Toolbar } from "./Toolbar";
import { useAddNode } from "./useAddNode";
import { useCanvasCommands } from "./useCanvasCommands";
import { useCanvasDrop } from "./useCanvasDrop";
import { useCanvasElements } from "./useCanvasElements";
import { useClipboardEvents } from "./useClipboardEvents";
import { useFillModels } from "./useFillModels";
import { useFitting } from "./useFitting";
import { useMenus } from "./useMenus";
import { usePointer } from "./usePointer";
import { useWires } from "./useWires";
import { WireEdge } from "./WireEdge";
import { WireMenu } from "./WireMenu";
import { ZoomButtons } from "./ZoomButtons";
import { MAX_ZOOM, MIN_ZOOM } from "./zoomLevels";

const Palette = lazy(() => import("./Palette").then((module) => ({ default: module.Palette })));

const edgeTypes: EdgeTypes = { wire: WireEdge };

/** The canvas of the open document, inside a `ReactFlowProvider`. It fills its parent, which needs a height. */
export function Canvas() {
  return (
    <FarProvider>
      <Flow />
      <RunAnnouncer />
    </FarProvider>
  );
}

function Flow() {
  const elements = useCanvasElements();
  const wires = useWires();
  const menus = useMenus();
  const addNode = useAddNode();
  const drop = useCanvasDrop(addNode);
  const { pointer, onPointerMove } = usePointer();
  const view = useCanvasView();
  const saveViewport = useFitting();
  const isPaletteOpen = useCanvasUi((state) => state.palette !== null);
  const isGhost = useRun((state) => state.isGhost);
  useCanvasCommands(view);
  useClipboardEvents(pointer);
  useFillModels();
  const add = useCallback((type: NodeType) => void addNode(type), [addNode]);
  return (
    <div className={cx("absolute inset-0", isGhost && "ghost")} onPointerMove={onPointerMove} {...drop}>
      <ReactFlow
        {...elements}
        {...wires}
        {...menus}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        connectionLineComponent={ConnectionLine}
        connectionRadius={26}
        onMoveEnd={saveViewport}
        onlyRenderVisibleElements
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
        <Background variant={BackgroundVariant.Dots} gap={22} size={1.4} color="var(--color-dot)" />
        <Panel position="bottom-center" className="pointer-events-none m-4!">
          <Toolbar onAdd={add} />
        </Panel>
        <Panel position="bottom-left" className="m-4!">
          <ZoomButtons onFit={view.fitAll} />
        </Panel>
        <Panel position="top-center" className="m-4!">
          <SaveConflict />
          <GhostBanner />
        </Panel>
      </ReactFlow>
      <WireMenu />
      <SelectionMenu />
      <RunRefusal />
      {isPaletteOpen && (
        <Suspense>
          <Palette onAdd={addNode} />
        </Suspense>
      )}
    </div>
  );
}
