import { transform as words } from "@/components/messages/transform";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { type TransformExample, type TransformExampleName, transformExamples } from "@/lib/nodes/transformExamples";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

const names = Object.keys(transformExamples) as TransformExampleName[]; // the keys of the table
const optionsOf = () => names.map((value) => ({ value, label: words.examples[value] }));

/** Code to begin with; what stood there before is one step of undo away. */
export function TransformExamples({ node }: { node: WorkflowNode }) {
  const chosen = names.find((name) => transformExamples[name].code === node.data.code) ?? "";
  const take = (name: TransformExampleName | "") => {
    if (name === "") return;
    const { code, list, inputs }: TransformExample = transformExamples[name];
    workflowActions().updateNodeData(node.id, { code, list, inputs });
  };
  const none = { value: "" as const, label: words.choose };
  return (
    <Field label={words.example} control="button">
      <Select value={chosen} options={chosen === "" ? [none, ...optionsOf()] : optionsOf()} onChange={take} />
    </Field>
  );
}
