import { inbox as words } from "@/components/messages/inbox";
import { reviewModes, reviewOf } from "@/components/nodes/review";
import { Field, TextArea } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { MAX_OPTION, MAX_OPTIONS, MAX_QUESTION } from "@/lib/nodes/reviewNode";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

export function ReviewFields({ node }: { node: WorkflowNode }) {
  const { question, mode, options = [] } = reviewOf(node);
  const change = (data: Record<string, unknown>) => workflowActions().updateNodeData(node.id, data);
  return (
    <>
      <Field label={words.node.question} hint={words.node.questionHint}>
        <TextArea
          rows={3}
          maxLength={MAX_QUESTION}
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
            onChange={(event) => change({ options: linesOf(event.target.value) })}
          />
        </Field>
      )}
    </>
  );
}

/** As many options, and as much of each, as a review can have: more would take all of its settings away. */
function linesOf(text: string): string[] {
  const lines = text.split("\n").slice(0, MAX_OPTIONS);
  return lines.map((line) => line.slice(0, MAX_OPTION));
}
