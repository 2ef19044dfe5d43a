import type { NodeProps } from "@xyflow/react";
import { request as words } from "@/components/messages/request";
import { Select } from "@/components/ui/Select";
import { requestMethods } from "@/lib/nodes/requestPort";
import { useMay } from "@/store/person";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { NodeInput } from "./NodeInput";
import { textOf } from "./nodeData";

const methods = requestMethods.map((value) => ({ value, label: value }));

/** What is asked of another server; the rest of it is in the panel. */
export function RequestNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  const mayEdit = useMay("editor");
  if (node === undefined) return null;
  const method = requestMethods.find((known) => known === node.data.method) ?? "GET";
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-col gap-2 px-3 py-2.5">
        <div className="nodrag">
          <Select
            disabled={!mayEdit}
            aria-label={words.method}
            value={method}
            options={methods}
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
