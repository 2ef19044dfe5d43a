import { inspector as words } from "@/components/messages/inspector";
import { textOf } from "@/components/nodes/nodeData";
import { Field, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

const formats = ["auto", "markdown", "json", "text", "image"] as const;
const options = formats.map((value) => ({ value, label: words.formats[value] }));

export function OutputFields({ node }: { node: WorkflowNode }) {
  const format = formats.find((known) => known === node.data.format) ?? "auto";
  return (
    <>
      <Field label={words.outputName}>
        <TextInput
          value={textOf(node, "name")}
          placeholder={words.outputNamePlaceholder}
          maxLength={100}
          onChange={(event) => workflowActions().updateNodeData(node.id, { name: event.target.value || undefined })}
        />
      </Field>
      <Field label={words.format} control="button">
        <Select
          value={format}
          options={options}
          onChange={(next) => workflowActions().updateNodeData(node.id, { format: next })}
        />
      </Field>
    </>
  );
}
