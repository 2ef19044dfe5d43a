import { nodes as words } from "@/components/messages/nodes";
import type { WorkflowNode } from "@/types/workflow";
import { NodeFrame } from "./NodeFrame";

/** A node whose settings do not fit its kind, as a file from elsewhere may hold them. */
export function BrokenNode({ node, selected }: { node: WorkflowNode; selected: boolean }) {
  return (
    <NodeFrame node={node} selected={selected}>
      <p className="px-3 py-2.5 text-error">{words.broken}</p>
    </NodeFrame>
  );
}
