"use client";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import "./far.css";
import { Background, BackgroundVariant, Panel } from "@xyflow/react";
import { lazy, Suspense, useCallback } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { useCanvasView } from "@/components/board/canvasView";
import { useOpenDraft } from "@/components/drafts/draftUi";
import { useFind } from "@/components/find/findUi";
import { HeldTrail } from "@/components/held/HeldTrail";
import { ReadOnlyNote } from "@/components/ReadOnlyNote";
import { GhostBanner } from "@/components/runs/GhostBanner";
import { RunAnnouncer } from "@/components/runs/RunAnnouncer";
import { RunFailures } from "@/components/runs/RunFailures";
import { RunRefusal } from "@/components/runs/RunRefusal";
import { cx } from "@/components/ui/cx";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import { useMay } from "@/store/person";
import { useRun } from "@/store/useRun";
import { Board } from "./Board";
import { FarProvider } from "./far";
import { useGroupCommands } from "./groups/useGroupCommands";
import { useMapUi } from "./mapUi";
import { SaveConflict } from "./SaveConflict";
import { SelectionMenu } from "./SelectionMenu";
import { Toolbar } from "./Toolbar";
import { useAddNode } from "./useAddNode";
import { useArrangeCommands } from "./useArrangeCommands";
import { useCanvasCommands } from "./useCanvasCommands";
import { useCanvasDrop } from "./useCanvasDrop";
import { useCanvasFocus } from "./useCanvasFocus";
import { useClipboardEvents } from "./useClipboardEvents";
import { useFillModels } from "./useFillModels";
import { useFitting } from "./useFitting";
import { useFlowSteps } from "./useFlowSteps";
import { useMenus } from "./useMenus";
import { useNodeCommands } from "./useNodeCommands";
import { usePointer } from "./usePointer";
import { useRevealing } from "./useReveal";
import { useWires } from "./useWires";
import { WireMenu } from "./WireMenu";
import { ZoomButtons } from "./ZoomButtons";

const FindBar = lazy(() => import("@/components/find/FindBar").then((module) => ({ default: module.FindBar })));
const CanvasMap = lazy(() => import("./CanvasMap").then((module) => ({ default: module.CanvasMap })));
const DraftBar = lazy(() => import("@/components/drafts/DraftBar").then((module) => ({ default: module.DraftBar })));
const DraftPreview = lazy(() =>
  import("@/components/drafts/DraftPreview").then((module) => ({ default: module.DraftPreview })),
);
const WiresDialog = lazy(() => import("./WiresDialog").then((module) => ({ default: module.WiresDialog })));
const Palette = lazy(() => import("./Palette").then((module) => ({ default: module.Palette })));

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
  const wires = useWires();
  const menus = useMenus();
  const addNode = useAddNode();
  const drop = useCanvasDrop(addNode);
  const { pointer, onPointerMove } = usePointer();
  const view = useCanvasView();
  const saveViewport = useFitting();
  const isFindOpen = useFind((state) => state.isOpen);
  const isPaletteOpen = useCanvasUi((state) => state.palette !== null);
  const isWiring = useCanvasUi((state) => state.wiring !== null);
  const isMapOpen = useMapUi((state) => state.isOpen);
  const focus = useCanvasFocus();
  const draft = useOpenDraft();
  const isGhost = useRun((state) => state.isGhost);
  const mayEdit = useMay("editor");
  useCanvasCommands(view);
  useNodeCommands(view.showNodes);
  useGroupCommands();
  useFlowSteps();
  useArrangeCommands(view);
  useClipboardEvents(pointer);
  useFillModels();
  useRevealing();
  const add = useCallback((type: NodeType) => void addNode(type), [addNode]);
  return (
    <div
      className={cx("absolute inset-0", isGhost && "ghost")}
      onPointerMove={onPointerMove}
      {...(mayEdit && drop)}
      {...focus}
    >
      <Board {...wires} {...menus} onMoveEnd={saveViewport}>
        <Background variant={BackgroundVariant.Dots} gap={22} size={1.4} color="var(--color-dot)" />
        <Panel position="bottom-left" className="toolbar-place">
          {mayEdit ? <Toolbar onAdd={add} /> : <ReadOnlyNote />}
        </Panel>
        <Panel position="bottom-left" className="m-4!">
          <ZoomButtons onFit={view.fitAll} />
        </Panel>
        {isFindOpen && (
          <Panel position="top-right" className="m-4!">
            <Suspense>
              <FindBar />
            </Suspense>
          </Panel>
        )}
        {isMapOpen && (
          <Panel position="bottom-right" className="mr-4! mb-[88px]!">
            <Suspense>
              <CanvasMap />
            </Suspense>
          </Panel>
        )}
        <Panel position="top-center" className="m-4! flex flex-col items-center gap-2">
          <SaveConflict />
          <HeldTrail />
          <GhostBanner />
          <RunRefusal />
          <RunFailures />
          {draft && (
            <Suspense>
              <DraftBar shown={draft} />
            </Suspense>
          )}
        </Panel>
        {draft && (
          <Suspense>
            <DraftPreview plan={draft.plan} selection={draft.wish.selection} />
          </Suspense>
        )}
      </Board>
      <WireMenu />
      <SelectionMenu />
      {isWiring && (
        <Suspense>
          <WiresDialog />
        </Suspense>
      )}
      {isPaletteOpen && (
        <Suspense>
          <Palette onAdd={addNode} />
        </Suspense>
      )}
    </div>
  );
}
