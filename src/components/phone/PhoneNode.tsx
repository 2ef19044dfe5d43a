"use client";
import { ErrorNote } from "@/components/ErrorNote";
import { lookOf, titleOf } from "@/components/kinds/nodeViews";
import { messages } from "@/components/messages/en";
import { NodeAnswer } from "@/components/nodes/Answer";
import { NodeFooter } from "@/components/nodes/NodeFooter";
import { NodeStatusLabel } from "@/components/nodes/NodeStatusLabel";
import { textOf } from "@/components/nodes/nodeData";
import { OutputResult } from "@/components/nodes/OutputNode";
import { PictureGrid } from "@/components/nodes/PictureGrid";
import { picturesOf } from "@/components/nodes/picture";
import { RichTexts } from "@/components/nodes/rich/richTexts";
import { Button } from "@/components/ui/Button";
import { openConnect } from "@/store/dialogStore";
import type { NodeRun } from "@/store/runReducer";
import { startRun } from "@/store/runSession";
import { useNodeRun } from "@/store/useRun";
import type { RunError } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";

const actions = messages.errors.actions;

/** One node of the phone's list: what it is, how far it is, what came out. */
export function PhoneNode({ node }: { node: WorkflowNode }) {
  const { icon: Icon } = lookOf(node.type);
  const run = useNodeRun(node.id);
  return (
    <li className="rounded-card border border-line bg-card">
      <div className="flex items-center gap-2.5 px-3.5 py-2.5">
        <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
        <h2 className="min-w-0 flex-1 truncate font-semibold">{titleOf(node)}</h2>
        <NodeStatusLabel nodeId={node.id} />
      </div>
      <Content node={node} run={run} />
      {run.status === "failed" && run.error && (
        <div className="px-3.5 pb-3.5">
          <ErrorNote error={run.error}>
            <NextAction error={run.error} />
          </ErrorNote>
        </div>
      )}
      {(node.type === "llmGenerate" || node.type === "imageGenerate") && <NodeFooter run={run} />}
    </li>
  );
}

function Content({ node, run }: { node: WorkflowNode; run: NodeRun }) {
  const content = contentOf(node, run);
  return content === null ? null : (
    <RichTexts value>
      <div className="border-line border-t px-3.5 py-3">{content}</div>
    </RichTexts>
  );
}

function contentOf(node: WorkflowNode, run: NodeRun) {
  if (node.type === "output") {
    const value = run.output?.value;
    return value === undefined ? null : <OutputResult node={node} value={value} />;
  }
  if (node.type === "prompt" || node.type === "note") {
    return <p className="wrap-anywhere line-clamp-4 whitespace-pre-wrap text-ink-2">{textOf(node, "text")}</p>;
  }
  if (node.type === "imageGenerate") {
    const pictures = picturesOf(run, titleOf(node));
    return pictures.length === 0 ? null : <PictureGrid pictures={pictures} nodeId={node.id} />;
  }
  if (node.type !== "llmGenerate" || (run.text === "" && !run.reasoning)) return null;
  return (
    <div className="flex flex-col gap-2">
      <NodeAnswer run={run} room="page" nodeId={node.id} />
    </div>
  );
}

function NextAction({ error }: { error: RunError }) {
  const { account } = error.details ?? {};
  if (error.action === "connect" || error.action === "reconnect") {
    const again = error.action === "reconnect" && typeof account === "string" ? account : undefined;
    return (
      <Button size="sm" onClick={() => openConnect(again)}>
        {actions[error.action]}
      </Button>
    );
  }
  return (
    <Button size="sm" onClick={() => void startRun()}>
      {actions.retry}
    </Button>
  );
}
