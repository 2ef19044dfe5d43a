import type { NodeProps } from "@xyflow/react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { AutoTextArea } from "./AutoTextArea";
import { NodeFrame } from "./NodeFrame";
import { textOf } from "./nodeData";

/** Words for people. */
export function NoteNode({ id, selected }: NodeProps) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const focused = useCanvasUi((state) => state.writing === id);
  if (node === undefined) return null;
  return (
    <NodeFrame node={node} selected={selected}>
      <AutoTextArea
        value={textOf(node, "text")}
        label={words.note.label(titleOf(node))}
        placeholder={words.note.placeholder}
        focused={focused}
        onChange={(text) => workflowActions().updateNodeData(id, { text })}
      />
    </NodeFrame>
  );
}
