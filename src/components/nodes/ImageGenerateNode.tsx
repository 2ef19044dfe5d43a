import type { NodeProps } from "@xyflow/react";
import { useMemo } from "react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { Badge } from "@/components/ui/Badge";
import type { NodeRun } from "@/store/runReducer";
import { isBusy } from "@/store/runStatus";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { BrokenNode } from "./BrokenNode";
import { ConnectHint } from "./ConnectHint";
import { ItemsSummary } from "./ItemsSummary";
import { ModelChip } from "./ModelChip";
import { NodeFailure } from "./NodeFailure";
import { NodeFooter } from "./NodeFooter";
import { NodeFrame } from "./NodeFrame";
import { NodeStatusLabel } from "./NodeStatusLabel";
import { PictureGrid } from "./PictureGrid";
import { picturesOf } from "./picture";
import { type ImageData, parseImageData, useImageNode } from "./useImageNode";
import { type LlmData, type LlmNodeView, payerIdOf } from "./useLlmNode";
import { useShownStatus } from "./useShownStatus";
import { WaitsFor } from "./WaitsFor";
import { WaitsForPlace } from "./WaitsForPlace";

/** Pictures by a model: what it runs on, what came of it, what it took and who paid. */
export function ImageGenerateNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const data = useMemo(() => (node === undefined ? undefined : parseImageData(node.data)), [node]);
  if (node === undefined) return null;
  if (data === undefined) return <BrokenNode node={node} selected={selected} />;
  return <ImageNode node={node} data={data} selected={selected} />;
}

function ImageNode({ node, data, selected }: { node: WorkflowNode; data: ImageData; selected: boolean }) {
  const view = useImageNode(data);
  const run = useNodeRun(node.id);
  const isReady = view.connection === "ready" || view.connection === "unknown";
  const change = ({ provider, account, model }: Partial<LlmData>) =>
    // A model that is not named by the change stays.
    workflowActions().updateNodeData(node.id, {
      ...(provider && { provider, account }),
      ...(model !== undefined && { model }),
    });
  return (
    <NodeFrame
      node={node}
      selected={selected}
      aside={
        isReady || run.status !== "idle" ? (
          <NodeStatusLabel nodeId={node.id} />
        ) : (
          <Badge tone="waiting">{words.llm.connections[view.connection]}</Badge>
        )
      }
      footer={<NodeFooter nodeId={node.id} />}
    >
      <div className="flex flex-1 flex-col gap-2 px-3 pt-2.5 pb-3">
        <ModelChip view={view} onChange={change} />
        <ConnectHint view={view} nodeId={node.id} />
        {/* A run that failed for it says the same. */}
        {view.noImages !== undefined && view.noImages !== run.error?.message && (
          <p className="text-waiting text-xs">{view.noImages}</p>
        )}
        <Outcome node={node} run={run} view={view} isReady={isReady} />
      </div>
    </NodeFrame>
  );
}

interface OutcomeProps {
  node: WorkflowNode;
  run: NodeRun;
  view: LlmNodeView;
  isReady: boolean;
}

/** What came of the run, or why nothing did yet. */
function Outcome({ node, run, view, isReady }: OutcomeProps) {
  const status = useShownStatus(node.id);
  const title = useTitleOf()(node);
  const pictures = useMemo(() => picturesOf(run, title), [run, title]);
  const isMaking = isBusy(status);
  return (
    <>
      {run.resent && <p className="text-ink-2 text-xs">{run.items === undefined ? words.resent : words.resentItems}</p>}
      {run.items !== undefined && <ItemsSummary nodeId={node.id} items={run.items} />}
      {pictures.length > 0 && <PictureGrid pictures={pictures} nodeId={node.id} />}
      {isMaking && (
        <p role="status" className="text-ink-3">
          {words.pictures.making}
        </p>
      )}
      {status === "queued" &&
        (run.status === "queued" ? (
          <WaitsForPlace account={view.account} payer={payerIdOf(view)} of="images" />
        ) : (
          <WaitsFor nodeId={node.id} />
        ))}
      {status === "idle" && isReady && <p className="text-ink-3">{words.pictures.empty}</p>}
      <NodeFailure nodeId={node.id} run={run} connection={view.connection} />
    </>
  );
}
