"use client";
import dynamic from "next/dynamic";
import { NodeLooks } from "@/components/board/nodeLooks";
import { useOpenDraft } from "@/components/drafts/draftUi";
import { ErrorNote } from "@/components/ErrorNote";
import { lookOf } from "@/components/kinds/nodeViews";
import { messages } from "@/components/messages/en";
import { useLightbox } from "@/components/nodes/lightboxUi";
import { useReader } from "@/components/nodes/readerUi";
import { RunAnnouncer } from "@/components/runs/RunAnnouncer";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { PhoneNode } from "./PhoneNode";

const DraftBar = dynamic(() => import("@/components/drafts/DraftBar").then((module) => module.DraftBar));
const Lightbox = dynamic(() => import("@/components/nodes/Lightbox").then((module) => module.Lightbox));
const Reader = dynamic(() => import("@/components/reader/Reader").then((module) => module.Reader));
const words = messages.shell.phone;

/** On a phone: the nodes as a list with their results. Editing waits for a larger screen. */
export function PhoneView() {
  const workflow = useWorkflow((state) => state.workflow);
  const startError = useRun((state) => state.startError);
  const isLightboxOpen = useLightbox((state) => state.index !== undefined);
  const isReaderOpen = useReader((state) => state.nodeId !== null);
  const draft = useOpenDraft();
  if (workflow === null) return null;
  const nodes = inReadingOrder(workflow);
  return (
    <div className="h-full overflow-y-auto px-3.5 pt-3.5 pb-8">
      {startError && (
        <div className="mb-3">
          <ErrorNote error={startError} />
        </div>
      )}
      {draft && (
        <div className="mb-3">
          <DraftBar shown={draft} />
        </div>
      )}
      <NodeLooks value={lookOf}>
        <ul className="flex flex-col gap-2.5">
          {nodes.map((node) => (
            <PhoneNode key={node.id} node={node} />
          ))}
        </ul>
        {isReaderOpen && <Reader />}
        {isLightboxOpen && <Lightbox canEdit={false} />}
      </NodeLooks>
      <p className="mt-4 text-center text-ink-3">{nodes.length === 0 ? words.nothing : words.edit}</p>
      <RunAnnouncer />
    </div>
  );
}

/** As the eye goes over the canvas: from left to right, then down. */
function inReadingOrder({ nodes, layout }: Workflow): WorkflowNode[] {
  const place = (node: WorkflowNode) => layout.nodes[node.id] ?? { x: 0, y: 0 };
  return nodes.toSorted((a, b) => place(a).x - place(b).x || place(a).y - place(b).y);
}
