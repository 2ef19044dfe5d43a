import type { NodeProps } from "@xyflow/react";
import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { AutoTextArea } from "./AutoTextArea";
import { NodeError } from "./NodeError";
import { NodeFrame } from "./NodeFrame";
import { textOf } from "./nodeData";
import { PlaceRows } from "./PlaceRows";
import { markPlaceholders } from "./placeholderMarks";

/** Text with `{{places}}`; each place is a line with an input of its own. */
export function PromptNode({ id, selected }: NodeProps) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const run = useNodeRun(id);
  const focused = useCanvasUi(isOpenIn("canvas", "writing", id));
  if (node === undefined) return null;
  const text = textOf(node, "text");
  return (
    <NodeFrame node={node} selected={selected}>
      <PlaceRows node={node} />
      <AutoTextArea
        value={text}
        label={words.prompt.label(titleOf(node))}
        placeholder={words.prompt.placeholder}
        decorate={markPlaceholders}
        focused={focused}
        onChange={(next) => workflowActions().updateNodeData(id, { text: next })}
      />
      <div className="px-3 pb-2.5 empty:hidden">
        <NodeError nodeId={id} run={run} />
      </div>
    </NodeFrame>
  );
}
