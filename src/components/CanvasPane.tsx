"use client";
import { ReactFlowProvider } from "@xyflow/react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useMay } from "@/store/person";
import { useWorkflow } from "@/store/useWorkflow";
import { NodeLooks } from "./board/nodeLooks";
import { toggleOutline, useOutlineUi } from "./board/outlineUi";
import { closeTable, useTableUi } from "./board/tableUi";
import { Canvas } from "./canvas/Canvas";
import type { CommandActions } from "./commands/registry";
import { useCommands } from "./commands/useCommands";
import { useOpenDraft } from "./drafts/draftUi";
import { EmptyCanvas } from "./EmptyCanvas";
import { useLongPress } from "./hooks/useLongPress";
import { lookOf } from "./kinds/nodeViews";
import { useLightbox } from "./nodes/lightboxUi";
import { useReader } from "./nodes/readerUi";
import { useEncodingQuestions } from "./nodes/readTextFile";
import { useDrawer } from "./runs/drawerUi";

const Inspector = dynamic(() => import("./inspector/Inspector").then((module) => module.Inspector), { ssr: false });
const OutlinePane = dynamic(() => import("./outline/OutlinePane").then((module) => module.OutlinePane), { ssr: false });
const EncodingDialog = dynamic(() => import("./nodes/EncodingDialog").then((module) => module.EncodingDialog), {
  ssr: false,
});
const Lightbox = dynamic(() => import("./nodes/Lightbox").then((module) => module.Lightbox), { ssr: false });
const Reader = dynamic(() => import("./reader/Reader").then((module) => module.Reader), { ssr: false });
const TableDialog = dynamic(() => import("./table/TableDialog").then((module) => module.TableDialog), { ssr: false });
const RunDrawer = dynamic(() => import("./runs/RunDrawer").then((module) => module.RunDrawer), { ssr: false });

const outlineCommands: CommandActions = { outline: { run: toggleOutline } };

/** The canvas with the runs under it and the inspector beside it; templates while there is nothing to see. */
export function CanvasPane() {
  const isEmpty = useWorkflow((state) => state.workflow?.nodes.length === 0);
  const hasDraft = useOpenDraft() !== null;
  const isOneSelected = useWorkflow((state) => state.selection.nodes.length === 1);
  const isDrawerOpen = useDrawer((state) => state.isOpen);
  const isEncodingAsked = useEncodingQuestions((state) => state.questions.length > 0);
  const isLightboxOpen = useLightbox((state) => state.index !== undefined);
  const mayEdit = useMay("editor");
  const isReaderOpen = useReader((state) => state.nodeId !== null);
  const tableOf = useTableUi((state) => state.node);
  const isOutlineOpen = useOutlineUi((state) => state.isOpen);
  useCommands(outlineCommands);
  useLongPress();
  const [wasNeeded, setWasNeeded] = useState(false);
  if (isOneSelected && !wasNeeded) setWasNeeded(true);
  return (
    <ReactFlowProvider>
      <NodeLooks value={lookOf}>
        <div className="flex h-full">
          {isOutlineOpen && <OutlinePane />}
          <div className="flex min-w-0 flex-1 flex-col">
            <div className="relative min-h-0 flex-1">
              <Canvas />
              {isEmpty && !hasDraft && <EmptyCanvas />}
            </div>
            {isDrawerOpen && <RunDrawer />}
          </div>
          {wasNeeded && <Inspector />}
        </div>
        {isReaderOpen && <Reader />}
        {isLightboxOpen && <Lightbox canEdit={mayEdit} />}
        {tableOf !== undefined && <TableDialog key={tableOf} node={tableOf} onClose={closeTable} />}
        {isEncodingAsked && <EncodingDialog />}
      </NodeLooks>
    </ReactFlowProvider>
  );
}
