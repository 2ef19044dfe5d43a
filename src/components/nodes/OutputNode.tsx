import type { NodeProps } from "@xyflow/react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { outcome } from "@/components/messages/outcome";
import { toText } from "@/lib/nodes/values";
import { edgesInto } from "@/store/graphIndex";
import { useNodeRun } from "@/store/useRun";
import { useNode, useWorkflow } from "@/store/useWorkflow";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { textOf } from "./nodeData";
import { OutputValue } from "./OutputValue";
import { SourceList } from "./SourceList";
import { useCitedBy } from "./useCitedBy";
import { useShownStatus } from "./useShownStatus";
import { WaitsFor } from "./WaitsFor";

/** Shows what arrives: markdown, JSON, plain text or a picture. */
export function OutputNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  const status = useShownStatus(id);
  const isWired = useWorkflow(({ workflow }) => workflow !== null && edgesInto(workflow.edges, id).length > 0);
  if (node === undefined) return null;
  const value = run.output?.value;
  const isEmpty = value === undefined && run.error === undefined && status !== "skipped";
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-1 flex-col gap-2 px-3.5 py-3">
        <OutputResult node={node} value={value} />
        <NodeError nodeId={id} run={run} />
        {isEmpty &&
          (status === "queued" ? (
            <WaitsFor nodeId={id} />
          ) : (
            <p className="text-ink-3">{isWired ? words.outputNode.empty : outcome.looseOutput}</p>
          ))}
      </div>
    </NodeFrame>
  );
}

/** What has arrived at an output node, with the sources of an answer. */
export function OutputResult({ node, value }: { node: WorkflowNode; value: Value | undefined }) {
  const cited = useCitedBy(node.id, "value", value);
  const titleOf = useTitleOf();
  const name = textOf(node, "name") || titleOf(node);
  if (value === undefined) return null;
  return (
    <>
      <OutputValue
        value={value}
        format={textOf(node, "format") || "auto"}
        marks={cited.marks}
        name={name}
        nodeId={node.id}
      />
      <SourceList text={toText(value)} cited={cited} />
    </>
  );
}
