import type { NodeProps } from "@xyflow/react";
import { nodes as words } from "@/components/messages/nodes";
import { useNode } from "@/store/useWorkflow";
import { NodeFrame } from "./NodeFrame";

/** A node of a kind that this version does not know: kept with all its data, shown, not run. */
export function PlaceholderNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  if (node === undefined) return null;
  return (
    <NodeFrame node={node} selected={selected}>
      <p className="px-3 py-2.5 text-ink-2">{words.unknown(node.type)}</p>
    </NodeFrame>
  );
}
