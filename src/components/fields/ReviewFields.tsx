import { inbox as words } from "@/components/messages/inbox";
import { reviewModes, reviewOf } from "@/components/nodes/review";
import { Field, TextArea } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** As many lines as there may be options. */
const MAX_LINES = 50;

export function ReviewFields({ node }: { node: WorkflowNode }) {
  const { question, mode, options = [] } = reviewOf(node);
  const change = (data: Record<string, unknown>) => workflowActions().updateNodeData(node.id, data);
  return (
    <>
      <Field label={words.node.question} hint={words.node.questionHint}>
        <TextArea
          rows={3}
          value={question}
          placeholder={words.review[mode]}
          onChange={(event) => change({ question: event.target.value })}
        />
      </Field>
      <Field label={words.node.mode} control="button">
        <Select value={mode} options={reviewModes()} onChange={(next) => change({ mode: next })} />
      </Field>
      {mode === "choose" && (
        <Field label={words.node.options} hint={words.node.optionsHint}>
          <TextArea
            rows={5}
            value={options.join("\n")}
            onChange={(event) => change({ options: event.target.value.split("\n").slice(0, MAX_LINES) })}
          />
        </Field>
      )}
    </>
  );
}
