import { PencilLine, Pin } from "lucide-react";
import { memo } from "react";
import { nodes } from "@/components/messages/nodes";
import { useRun } from "@/store/useRun";

const words = nodes.kept;

/** Says on a node that its answer, or that of one of its items, is a person's own, or held fast by one. */
export const KeptMark = memo(function KeptMark({ nodeId }: { nodeId: string }) {
  const kept = useRun(({ run }) => run.nodes[nodeId]?.kept);
  const isList = useRun(({ run }) => run.nodes[nodeId]?.items !== undefined);
  if (kept === undefined || (!kept.pinned && kept.editedAt === undefined)) return null;
  return (
    <p className="flex flex-wrap gap-x-3 px-3 pb-2 font-medium text-accent-ink text-xs">
      {kept.editedAt !== undefined && (
        <span className="flex items-center gap-1">
          <PencilLine size={13} strokeWidth={1.75} aria-hidden />
          {isList ? words.editedItems : words.edited}
        </span>
      )}
      {kept.pinned && (
        <span className="flex items-center gap-1">
          <Pin size={13} strokeWidth={1.75} aria-hidden />
          {isList ? words.pinnedItems : words.pinned}
        </span>
      )}
    </p>
  );
});
