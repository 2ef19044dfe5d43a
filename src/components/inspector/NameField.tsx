import { useState } from "react";
import { titleOf } from "@/components/kinds/nodeViews";
import { inspector as words } from "@/components/messages/inspector";
import { useMay } from "@/store/person";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** The node's name, as a title that can be typed over; kept when the field is left. */
export function NameField({ node }: { node: WorkflowNode }) {
  const [draft, setDraft] = useState<string>();
  const mayEdit = useMay("editor");
  const keep = () => {
    if (draft !== undefined) workflowActions().renameNode(node.id, draft);
    setDraft(undefined);
  };
  return (
    <input
      readOnly={!mayEdit}
      aria-label={words.name}
      value={draft ?? titleOf(node)}
      maxLength={200}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && event.currentTarget.blur()}
      className="-ml-1.5 h-7 min-w-0 flex-1 truncate rounded-sm bg-transparent px-1.5 font-semibold text-base hover:bg-hover"
    />
  );
}
