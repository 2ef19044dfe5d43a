import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { useNode, workflowActions } from "@/store/useWorkflow";

/** Stands where a node could not be drawn: the others and their wires stay as they are. */
export function NodeFault({ id, onRetry }: { id: string; onRetry: () => void }) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  if (node === undefined) return null;
  return (
    <section role="alert" aria-label={titleOf(node)} className="node-frame w-[264px] gap-2.5 p-3">
      <p className="truncate font-semibold">{titleOf(node)}</p>
      <p className="text-error">{words.fault}</p>
      <div className="nodrag flex gap-2">
        <Button size="sm" onClick={onRetry}>
          {words.faultRetry}
        </Button>
        <Button size="sm" onClick={() => workflowActions().removeNodes([id])}>
          {words.faultRemove}
        </Button>
      </div>
    </section>
  );
}
