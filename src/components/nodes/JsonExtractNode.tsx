import type { NodeProps } from "@xyflow/react";
import { nodes as words } from "@/components/messages/nodes";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { NodeInput } from "./NodeInput";
import { textOf } from "./nodeData";

/** One part of a JSON value, named by its path. */
export function JsonExtractNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  if (node === undefined) return null;
  const path = textOf(node, "path");
  return (
    <NodeFrame node={node} selected={selected}>
      <div className="flex flex-col gap-2 px-3 py-2.5">
        <NodeInput
          mono
          label={words.jsonExtract.label}
          placeholder={words.jsonExtract.placeholder}
          value={path}
          onChange={(next) => workflowActions().updateNodeData(id, { path: next })}
        />
        {path === "" && <p className="text-ink-3 text-xs">{words.jsonExtract.whole}</p>}
        <NodeError nodeId={id} run={run} />
      </div>
    </NodeFrame>
  );
}
