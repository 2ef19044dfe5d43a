import { grouping as words } from "@/components/messages/grouping";
import { CommentText } from "@/components/nodes/CommentText";
import { Field } from "@/components/ui/Field";
import type { WorkflowNode } from "@/types/workflow";

export function CommentField({ node }: { node: WorkflowNode }) {
  return (
    <Field label={words.comment} hint={words.commentHint}>
      <CommentText node={node} />
    </Field>
  );
}
