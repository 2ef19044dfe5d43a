import type { NodeProps } from "@xyflow/react";
import { useLook } from "@/components/board/nodeLooks";
import { placePorts } from "@/components/board/portLayout";
import { inbox as words } from "@/components/messages/inbox";
import { Select } from "@/components/ui/Select";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { MAX_QUESTION, optionsOf } from "@/lib/nodes/reviewNode";
import { useMay } from "@/store/person";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { NodeInput } from "./NodeInput";
import { PortNames } from "./PortNames";
import { reviewModes, reviewOf } from "./review";

/** A person who decides; what they are asked in a run stands below, as at any node. */
export function ReviewNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  const mayEdit = useMay("editor");
  const { layout } = useLook("review");
  if (node === undefined) return null;
  const data = reviewOf(node);
  const { outputs } = placePorts(layout, nodeKinds.review.ports(data));
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-col gap-2 py-2.5 pr-20 pl-3">
        <div className="nodrag">
          <Select
            disabled={!mayEdit}
            aria-label={words.node.mode}
            value={data.mode}
            options={reviewModes()}
            onChange={(mode) => workflowActions().updateNodeData(id, { mode })}
          />
        </div>
        <NodeInput
          label={words.node.question}
          placeholder={words.review[data.mode]}
          maxLength={MAX_QUESTION}
          value={data.question}
          onChange={(question) => workflowActions().updateNodeData(id, { question })}
        />
        {data.mode === "choose" && (
          <p className="line-clamp-2 text-ink-3 text-xs">{optionsOf(data).join(" · ") || words.node.noOptions}</p>
        )}
        <NodeError nodeId={id} run={run} />
      </div>
      <PortNames ports={outputs} side="output" />
    </NodeFrame>
  );
}
