import { inbox as words } from "@/components/messages/inbox";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import type { ReviewData } from "@/lib/nodes/reviewNode";
import type { WorkflowNode } from "@/types/workflow";

const modes: readonly ReviewData["mode"][] = ["approve", "edit", "choose"];

export const reviewModes = () => modes.map((value) => ({ value, label: words.node.modes[value] }));

/** The settings of a review; the defaults for a file from elsewhere that holds something else. */
export function reviewOf(node: WorkflowNode): ReviewData {
  return nodeKinds.review.schema.safeParse(node.data).data ?? nodeKinds.review.defaults();
}
