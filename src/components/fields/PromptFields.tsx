import { type ComponentProps, memo } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { keyOf } from "@/components/nodes/editedFields";
import { LargeEditorButton } from "@/components/nodes/LargeEditorButton";
import { textOf } from "@/components/nodes/nodeData";
import { Field, TextAreaAround } from "@/components/ui/Field";
import { NativeTextArea } from "@/components/ui/NativeTextArea";
import type { EditedField } from "@/store/dialogStore";
import { useNode, workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { InputNameField } from "./InputNameField";
import { MapFields } from "./MapFields";
import { PlaceFields } from "./PlaceFields";

export function PromptFields({ node }: { node: WorkflowNode }) {
  return (
    <>
      <TextField nodeId={node.id} />
      <PlaceFields node={node} />
      <InputNameField node={node} />
      <MapFields node={node} fields={["cross"]} />
    </>
  );
}

/** Its label and button stay as they are while the text is written. */
const TextField = memo(function TextField({ nodeId }: { nodeId: string }) {
  const field: EditedField = { nodeId, name: "text" };
  return (
    <Field label={words.promptText} aside={<LargeEditorButton field={field} name={words.promptText} />}>
      <TextAreaAround area={<Text field={field} />} />
    </Field>
  );
});

function Text({ field, ...rest }: { field: EditedField } & Partial<ComponentProps<typeof NativeTextArea>>) {
  const node = useNode(field.nodeId);
  if (node === undefined) return null;
  return (
    <NativeTextArea
      {...rest}
      data-edits={keyOf(field)}
      value={textOf(node, "text")}
      rows={12}
      placeholder={nodeWords.prompt.placeholder}
      onChange={(event) => {
        rest.onChange?.(event);
        workflowActions().updateNodeData(node.id, { text: event.target.value });
      }}
    />
  );
}
