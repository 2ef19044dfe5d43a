import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { keyOf } from "@/components/nodes/editedFields";
import { LargeEditorButton } from "@/components/nodes/LargeEditorButton";
import { textOf } from "@/components/nodes/nodeData";
import { Badge } from "@/components/ui/Badge";
import { Field, TextArea } from "@/components/ui/Field";
import { placeholdersOf } from "@/lib/nodes/placeholders";
import type { EditedField } from "@/store/dialogStore";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { InputNameField } from "./InputNameField";
import { MapFields } from "./MapFields";

export function PromptFields({ node }: { node: WorkflowNode }) {
  const text = textOf(node, "text");
  const names = placeholdersOf(text);
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
      <section aria-label={words.placeholders}>
        <h3 className="mb-1.5 font-medium text-ink-2">{words.placeholders}</h3>
        {names.length === 0 ? (
          <p className="text-ink-3 text-xs">{words.placeholdersNone}</p>
        ) : (
          <div className="flex flex-wrap gap-1.5">
            {names.map((name) => (
              <Badge key={name} tone="accent">
                {name}
              </Badge>
            ))}
          </div>
        )}
      </section>
      <InputNameField node={node} />
      <MapFields node={node} fields={["cross"]} />
    </>
  );
}
