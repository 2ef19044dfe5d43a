import type { NodeProps } from "@xyflow/react";
import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { useTitleOf } from "@/components/board/nodeLooks";
import { transform as words } from "@/components/messages/transform";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { AutoTextArea } from "./AutoTextArea";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { textOf } from "./nodeData";

/** A few lines of code that bring data into shape. */
export function TransformNode({ id, selected }: NodeProps) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const run = useNodeRun(id);
  const focused = useCanvasUi(isOpenIn("canvas", "writing", id));
  if (node === undefined) return null;
  return (
    <NodeFrame node={node} selected={selected}>
      <AutoTextArea
        mono
        value={textOf(node, "code")}
        label={words.codeOf(titleOf(node))}
        placeholder={words.placeholder}
        focused={focused}
        onChange={(code) => workflowActions().updateNodeData(id, { code })}
      />
      <div className="px-3 pb-2.5 empty:hidden">
        <NodeError nodeId={id} run={run} />
      </div>
    </NodeFrame>
  );
}
