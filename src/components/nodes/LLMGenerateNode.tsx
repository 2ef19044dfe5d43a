import type { NodeProps } from "@xyflow/react";
import { useMemo } from "react";
import { nodes as words } from "@/components/messages/nodes";
import { Badge } from "@/components/ui/Badge";
import { idleNode, type NodeRun } from "@/store/runReducer";
import { useNodeRunButWords, useRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { NodeAnswer } from "./Answer";
import { BrokenNode } from "./BrokenNode";
import { ConnectHint } from "./ConnectHint";
import { ItemsSummary } from "./ItemsSummary";
import { ModelChip } from "./ModelChip";
import { NodeFailure } from "./NodeFailure";
import { NodeFooter } from "./NodeFooter";
import { NodeFrame } from "./NodeFrame";
import { NodeStatusLabel } from "./NodeStatusLabel";
import { type LlmData, type LlmNodeView, parseLlmData, payerIdOf, useLlmNode } from "./useLlmNode";
import { useShownStatus } from "./useShownStatus";
import { WaitsFor } from "./WaitsFor";
import { WaitsForPlace } from "./WaitsForPlace";

/** One model call: what it runs on, the answer as it arrives, what it took and who paid. */
export function LLMGenerateNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const data = useMemo(() => (node === undefined ? undefined : parseLlmData(node.data)), [node]);
  if (node === undefined) return null;
  if (data === undefined) return <BrokenNode node={node} selected={selected} />;
  return <LlmNode node={node} data={data} selected={selected} />;
}

function LlmNode({ node, data, selected }: { node: WorkflowNode; data: LlmData; selected: boolean }) {
  const view = useLlmNode(data);
  const isIdle = useRun(({ run }) => (run.nodes[node.id] ?? idleNode).status === "idle");
  return (
    <NodeFrame
      node={node}
      selected={selected}
      aside={
        isConnected(view) || !isIdle ? (
          <NodeStatusLabel nodeId={node.id} />
        ) : (
          <Badge tone="waiting">{words.llm.connections[view.connection]}</Badge>
        )
      }
      footer={<NodeFooter nodeId={node.id} />}
    >
      <div className="flex flex-1 flex-col gap-2 px-3 pt-2.5 pb-3">
        <ModelChip view={view} onChange={(change) => workflowActions().updateNodeData(node.id, change)} />
        <ConnectHint view={view} nodeId={node.id} />
        <Outcome nodeId={node.id} view={view} />
      </div>
    </NodeFrame>
  );
}

function isConnected({ connection }: LlmNodeView): boolean {
  return connection === "ready" || connection === "unknown";
}

/** What came of the run, or why nothing did yet. */
function Outcome({ nodeId, view }: { nodeId: string; view: LlmNodeView }) {
  const run = useNodeRunButWords(nodeId);
  const status = useShownStatus(nodeId);
  const isSilent = run.text === "" && run.items === undefined && !run.reasoning;
  return (
    <>
      {run.resent && <p className="text-ink-2 text-xs">{run.items === undefined ? words.resent : words.resentItems}</p>}
      {run.items !== undefined && <ItemsSummary nodeId={nodeId} items={run.items} />}
      {run.items === undefined && <NodeAnswer run={run} nodeId={nodeId} liveOf={nodeId} />}
      <NodeFailure nodeId={nodeId} run={run} connection={view.connection} />
      {run.text === "" && status === "queued" && <Waits nodeId={nodeId} run={run} view={view} />}
      {isSilent && status === "running" && <p className="text-ink-3">{words.llm.thinking}</p>}
      {run.text === "" && status === "idle" && isConnected(view) && <p className="text-ink-3">{words.llm.empty}</p>}
      {isSilent && (status === "done" || status === "cached") && <p className="text-ink-3">{words.llm.emptyAnswer}</p>}
    </>
  );
}

/** For nodes before it, or, once it was sent off, for others of the same payer. */
function Waits({ nodeId, run, view }: { nodeId: string; run: NodeRun; view: LlmNodeView }) {
  if (run.status !== "queued") return <WaitsFor nodeId={nodeId} />;
  return <WaitsForPlace account={view.account} payer={payerIdOf(view)} of="calls" />;
}
