import { useTitleOf } from "@/components/board/nodeLooks";
import type { WorkflowNode } from "@/types/workflow";
import { editedFieldsOf, isWritten } from "./editedFields";
import { LargeEditorButton } from "./LargeEditorButton";

/** Opens the text of a node that is written on the canvas in the large editor; shows as the button does that runs it. */
export function EditButton({ node }: { node: WorkflowNode }) {
  const titleOf = useTitleOf();
  const [field] = isWritten(node) ? editedFieldsOf(node) : [];
  if (field === undefined) return null;
  return <LargeEditorButton field={field} name={titleOf(node)} className="nodrag node-play h-6" />;
}
