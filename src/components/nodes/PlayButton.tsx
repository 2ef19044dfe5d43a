import { Play } from "lucide-react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { IconButton } from "@/components/ui/IconButton";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { startRun } from "@/store/runSession";
import { useIsRunning } from "@/store/useRun";
import type { WorkflowNode } from "@/types/workflow";

/** Runs one node alone; shows on a node that is hovered, selected or holds the focus. */
export function PlayButton({ node }: { node: WorkflowNode }) {
  const titleOf = useTitleOf();
  const isRunning = useIsRunning();
  if (isRunning || kindOf(node.type)?.execute === undefined) return null;
  return (
    <IconButton
      size="sm"
      icon={Play}
      label={words.run(titleOf(node))}
      onClick={() => void startRun({ select: { nodes: [node.id] } })}
      className="nodrag node-play h-6"
    />
  );
}
