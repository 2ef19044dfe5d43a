import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { keyOf } from "@/components/nodes/editedFields";
import { LargeEditorButton } from "@/components/nodes/LargeEditorButton";
import { textOf } from "@/components/nodes/nodeData";
import { Field, TextArea } from "@/components/ui/Field";
import type { EditedField } from "@/store/dialogStore";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { InputNameField } from "./InputNameField";
import { MapFields } from "./MapFields";
import { PlaceFields } from "./PlaceFields";

export function PromptFields({ node }: { node: WorkflowNode }) {
  const text = textOf(node, "text");
  const field: EditedField = { nodeId: node.id, name: "text" };
  return (
    <>
      <Field label={words.promptText} aside={<LargeEditorButton field={field} name={words.promptText} />}>
        <TextArea
          data-edits={keyOf(field)}
          value={text}
          rows={12}
          placeholder={nodeWords.prompt.placeholder}
          onChange={(event) => workflowActions().updateNodeData(node.id, { text: event.target.value })}
        />
      </Field>
      <PlaceFields node={node} />
      <InputNameField node={node} />
      <MapFields node={node} fields={["cross"]} />
    </>
  );
}
