import { BookOpen } from "lucide-react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { reader as words } from "@/components/messages/reader";
import { IconButton } from "@/components/ui/IconButton";
import { callsModels } from "@/lib/nodes/modelCalls";
import { useRun } from "@/store/useRun";
import type { WorkflowNode } from "@/types/workflow";
import { hasReadable } from "./readable";
import { openReader } from "./readerUi";

/** Opens what a node has given in the reader; shows as the button does that runs the node. */
export function ReadButton({ node }: { node: WorkflowNode }) {
  const titleOf = useTitleOf();
  const isAnswer = node.type === "output" || node.type === "score" || callsModels(node);
  const canRead = useRun(({ run }) => isAnswer && hasReadable(run.nodes[node.id]));
  if (!canRead) return null;
  return (
    <IconButton
      size="sm"
      icon={BookOpen}
      label={words.open(titleOf(node))}
      onClick={() => openReader(node.id)}
      className="nodrag node-play h-6"
    />
  );
}
