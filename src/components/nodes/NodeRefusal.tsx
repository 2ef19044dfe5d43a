import { CircleAlert } from "lucide-react";
import { memo } from "react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { useRefusal } from "@/components/board/refusal";
import { withTitles } from "@/components/board/withTitles";
import { useNode } from "@/store/useWorkflow";

/** Why a run did not start because of this node, until it is mended. */
export const NodeRefusal = memo(function NodeRefusal({ nodeId }: { nodeId: string }) {
  const message = useRefusal((refusal) => refusal?.faults.get(nodeId));
  const titleOf = useTitleOf();
  const node = useNode(nodeId);
  if (message === undefined || node === undefined) return null;
  return (
    <p className="node-refusal flex gap-2 border-line border-t bg-error-soft px-3 py-2 text-error">
      <CircleAlert size={15} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />
      <span className="wrap-anywhere min-w-0">{withTitles(message, titleOf, [nodeId])}</span>
    </p>
  );
});
