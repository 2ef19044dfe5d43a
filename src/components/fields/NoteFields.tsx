import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { textOf } from "@/components/nodes/nodeData";
import { Field, TextArea } from "@/components/ui/Field";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

export function NoteFields({ node }: { node: WorkflowNode }) {
  return (
    <Field label={words.promptText}>
      <TextArea
        value={textOf(node, "text")}
        rows={12}
        placeholder={nodeWords.note.placeholder}
        onChange={(event) => workflowActions().updateNodeData(node.id, { text: event.target.value })}
      />
    </Field>
  );
}
