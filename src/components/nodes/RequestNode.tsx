import type { NodeProps } from "@xyflow/react";
import { request as words } from "@/components/messages/request";
import { Select } from "@/components/ui/Select";
import { useMay } from "@/store/person";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { NodeInput } from "./NodeInput";
import { textOf } from "./nodeData";
import { methodOf, methodOptions } from "./requestMethod";

/** What is asked of another server; the rest of it is in the panel. */
export function RequestNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  const mayEdit = useMay("editor");
  if (node === undefined) return null;
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-col gap-2 px-3 py-2.5">
        <div className="nodrag">
          <Select
            disabled={!mayEdit}
            aria-label={words.method}
            value={methodOf(node)}
            options={methodOptions}
            onChange={(next) => workflowActions().updateNodeData(id, { method: next })}
          />
        </div>
        <NodeInput
          mono
          label={words.address}
          placeholder={words.addressPlaceholder}
          value={textOf(node, "url")}
          onChange={(url) => workflowActions().updateNodeData(id, { url })}
        />
        <NodeError nodeId={id} run={run} />
      </div>
    </NodeFrame>
  );
}
