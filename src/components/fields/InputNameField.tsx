import { memo } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { hasSame } from "@/components/nodes/hasSame";
import { textOf } from "@/components/nodes/nodeData";
import { Field, TextInput } from "@/components/ui/Field";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** The name under which a run from elsewhere can give the content of this node. */
export const InputNameField = memo(function InputNameField({ node }: { node: WorkflowNode }) {
  return (
    <Field label={words.inputName} hint={words.inputNameHint}>
      <TextInput
        mono
        maxLength={100}
        value={textOf(node, "input")}
        placeholder={words.inputNamePlaceholder}
        onChange={(event) => workflowActions().updateNodeData(node.id, { input: event.target.value || undefined })}
      />
    </Field>
  );
}, hasSame("input"));
