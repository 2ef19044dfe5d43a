"use client";
import { ReactFlowProvider } from "@xyflow/react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { NodeLooks } from "@/components/board/nodeLooks";
import { closeTable, useTableUi } from "@/components/board/tableUi";
import { editCommands } from "@/components/canvas/editCommands";
import { useGroupCommands } from "@/components/canvas/groups/useGroupCommands";
import { SaveConflict } from "@/components/canvas/SaveConflict";
import { useFillModels } from "@/components/canvas/useFillModels";
import { useNodeCommands } from "@/components/canvas/useNodeCommands";
import { useCommands } from "@/components/commands/useCommands";
import { useOpenDraft } from "@/components/drafts/draftUi";
import { EmptyCanvas } from "@/components/EmptyCanvas";
import { useFind } from "@/components/find/findUi";
import { HeldTrail } from "@/components/held/HeldTrail";
import { useLongPress } from "@/components/hooks/useLongPress";
import { lookOf } from "@/components/kinds/nodeViews";
import { useLightbox } from "@/components/nodes/lightboxUi";
import { useReader } from "@/components/nodes/readerUi";
import { useEncodingQuestions } from "@/components/nodes/readTextFile";
import { OutlineList } from "@/components/outline/OutlineList";
import { ReadOnlyNote } from "@/components/ReadOnlyNote";
import { useDrawer } from "@/components/runs/drawerUi";
import { GhostBanner } from "@/components/runs/GhostBanner";
import { RunAnnouncer } from "@/components/runs/RunAnnouncer";
import { RunFailures } from "@/components/runs/RunFailures";
import { RunRefusal } from "@/components/runs/RunRefusal";
import { SavedState } from "@/components/topbar/SavedState";
import { useMay } from "@/store/person";
import { useWorkflow } from "@/store/useWorkflow";
import { PhoneBar } from "./PhoneBar";

const DraftBar = dynamic(() => import("@/components/drafts/DraftBar").then((module) => module.DraftBar));
const Lightbox = dynamic(() => import("@/components/nodes/Lightbox").then((module) => module.Lightbox));
const Reader = dynamic(() => import("@/components/reader/Reader").then((module) => module.Reader));
const FindBar = dynamic(() => import("@/components/find/FindBar").then((module) => module.FindBar));
const PhonePalette = dynamic(() => import("./PhonePalette").then((module) => module.PhonePalette));
const RunDrawer = dynamic(() => import("@/components/runs/RunDrawer").then((module) => module.RunDrawer));
const TableDialog = dynamic(() => import("@/components/table/TableDialog").then((module) => module.TableDialog));
const EncodingDialog = dynamic(() =>
  import("@/components/nodes/EncodingDialog").then((module) => module.EncodingDialog),
);
const WiresDialog = dynamic(() => import("@/components/canvas/WiresDialog").then((module) => module.WiresDialog));

/** On a phone the outline is the workflow: to write in, to wire, to run and to read. */
export function PhoneView() {
  useLongPress();
  return (
    // What goes to nodes asks for a canvas; here there is none, and the list follows what is selected.
    <ReactFlowProvider>
      <NodeLooks value={lookOf}>
        <Phone />
        <Opened />
      </NodeLooks>
      <RunAnnouncer />
    </ReactFlowProvider>
  );
}

function Phone() {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const isEmpty = useWorkflow((state) => state.workflow?.nodes.length === 0);
  const isDrawerOpen = useDrawer((state) => state.isOpen);
  const isFindOpen = useFind((state) => state.isOpen);
  const draft = useOpenDraft();
  const mayEdit = useMay("editor");
  useCommands(editCommands);
  useNodeCommands();
  useGroupCommands();
  useFillModels();
  useEffect(() => {
    useCanvasUi.setState({ place: "outline" });
    return () => useCanvasUi.setState({ place: "canvas" });
  }, []);
  return (
    <div className="phone flex h-full flex-col">
      {isFindOpen && (
        <div className="flex justify-center p-2">
          <FindBar />
        </div>
      )}
      <div ref={setScroller} className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain px-3.5 pt-2 pb-3">
        <div className="flex min-h-7 items-center [&_span[aria-hidden]]:hidden">
          <SavedState />
        </div>
        <div className="mb-2.5 flex flex-col gap-2.5 empty:hidden">
          {!mayEdit && <ReadOnlyNote />}
          <SaveConflict />
          <HeldTrail />
          <GhostBanner />
          <RunRefusal />
          <RunFailures />
          {draft && <DraftBar shown={draft} />}
        </div>
        {isEmpty && draft === null ? (
          <div className="relative min-h-[560px]">
            <EmptyCanvas />
          </div>
        ) : (
          <OutlineList scroller={scroller} isPhone />
        )}
      </div>
      {isDrawerOpen && <RunDrawer />}
      <PhoneBar />
    </div>
  );
}

/** Dialogs that a node or the bar has opened. */
function Opened() {
  const mayEdit = useMay("editor");
  const isLightboxOpen = useLightbox((state) => state.index !== undefined);
  const isReaderOpen = useReader((state) => state.nodeId !== null);
  const tableOf = useTableUi((state) => state.node);
  const isEncodingAsked = useEncodingQuestions((state) => state.questions.length > 0);
  const isPaletteOpen = useCanvasUi((state) => state.palette !== null);
  const isWiring = useCanvasUi((state) => state.wiring !== null);
  return (
    <>
      {isReaderOpen && <Reader />}
      {isLightboxOpen && <Lightbox canEdit={mayEdit} />}
      {tableOf !== undefined && <TableDialog key={tableOf} node={tableOf} onClose={closeTable} />}
      {isEncodingAsked && <EncodingDialog />}
      {isPaletteOpen && <PhonePalette />}
      {isWiring && <WiresDialog />}
    </>
  );
}
