import { memo } from "react";
import { grouping as words } from "@/components/messages/grouping";
import { CommentText } from "@/components/nodes/CommentText";
import { Field } from "@/components/ui/Field";
import type { WorkflowNode } from "@/types/workflow";

/** It renders with its own words only, not with every key in a text of the node. */
export const CommentField = memo(function CommentField({ node }: { node: WorkflowNode }) {
  return (
    <Field label={words.comment} hint={words.commentHint}>
      <CommentText node={node} />
    </Field>
  );
}, isSame);

function isSame(before: { node: WorkflowNode }, after: { node: WorkflowNode }): boolean {
  return before.node.id === after.node.id && before.node.comment === after.node.comment;
}
