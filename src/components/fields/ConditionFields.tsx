import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { conditionOf, conditionTests, needsValue } from "@/components/nodes/condition";
import { Field, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

export function ConditionFields({ node }: { node: WorkflowNode }) {
  const { test, value } = conditionOf(node);
  const isPattern = test === "matches";
  return (
    <>
      <Field label={words.test} control="button" hint={words.patternHint}>
        <Select
          value={test}
          options={conditionTests}
          onChange={(next) => workflowActions().updateNodeData(node.id, { test: next })}
        />
      </Field>
      {needsValue(test) && (
        <Field label={isPattern ? words.pattern : words.value}>
          <TextInput
            mono={isPattern}
            value={value}
            placeholder={isPattern ? nodeWords.condition.patternPlaceholder : nodeWords.condition.valuePlaceholder}
            onChange={(event) => workflowActions().updateNodeData(node.id, { value: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}
