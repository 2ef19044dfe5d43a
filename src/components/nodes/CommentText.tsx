import { grouping as words } from "@/components/messages/grouping";
import { TextArea } from "@/components/ui/Field";
import { commentNode } from "@/store/nodeSwitches";
import { useMay } from "@/store/person";
import { workflowActions } from "@/store/useWorkflow";
import { MAX_COMMENT, type WorkflowNode } from "@/types/workflow";

/** The field in which a comment is written; what is typed in a row is one step of undo. */
export function CommentText({ node, label }: { node: WorkflowNode; label?: string }) {
  const mayEdit = useMay("editor");
  const write = (text: string) =>
    workflowActions().edit((doc) => commentNode(doc, node.id, text), { key: `comment:${node.id}` });
  return (
    <TextArea
      readOnly={!mayEdit}
      value={node.comment ?? ""}
      rows={3}
      maxLength={MAX_COMMENT}
      aria-label={label}
      placeholder={words.commentPlaceholder}
      onChange={(event) => write(event.target.value)}
    />
  );
}
