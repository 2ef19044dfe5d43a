import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { textOf } from "@/components/nodes/nodeData";
import { Field, TextInput } from "@/components/ui/Field";
import { parsePointer } from "@/lib/nodes/jsonPointer";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

export function JsonExtractFields({ node }: { node: WorkflowNode }) {
  const path = textOf(node, "path");
  return (
    <Field
      label={words.path}
      hint={words.pathHint}
      error={parsePointer(path) === undefined ? words.pathWrong : undefined}
    >
      <TextInput
        mono
        spellCheck={false}
        value={path}
        placeholder={nodeWords.jsonExtract.placeholder}
        onChange={(event) => workflowActions().updateNodeData(node.id, { path: event.target.value })}
      />
    </Field>
  );
}
