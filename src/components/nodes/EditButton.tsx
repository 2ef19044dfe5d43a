import { useTitleOf } from "@/components/board/nodeLooks";
import type { WorkflowNode } from "@/types/workflow";
import { editedFieldsOf } from "./editedFields";
import { LargeEditorButton } from "./LargeEditorButton";

const written: ReadonlySet<string> = new Set(["prompt", "note", "list"]);

/** Opens the text of a node that is written on the canvas in the large editor; shows as the button does that runs it. */
export function EditButton({ node }: { node: WorkflowNode }) {
  const titleOf = useTitleOf();
  const [field] = written.has(node.type) ? editedFieldsOf(node) : [];
  if (field === undefined) return null;
  return <LargeEditorButton field={field} name={titleOf(node)} className="nodrag node-play h-6" />;
}
