import { MessageSquareText } from "lucide-react";
import { lazy, Suspense, useRef } from "react";
import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { useTitleOf } from "@/components/board/nodeLooks";
import { grouping as words } from "@/components/messages/grouping";
import { tip } from "@/components/ui/tip";
import type { WorkflowNode } from "@/types/workflow";

const CommentPopover = lazy(() => import("./CommentPopover").then((module) => ({ default: module.CommentPopover })));

/** What people told each other about a node: a mark that shows it, and behind it a field to write it. */
export function NodeComment({ node }: { node: WorkflowNode }) {
  const titleOf = useTitleOf();
  const isOpen = useCanvasUi(isOpenIn("canvas", "commenting", node.id));
  const mark = useRef<HTMLButtonElement>(null);
  if (node.comment === undefined && !isOpen) return null;
  const label = words.commentOn(titleOf(node));
  const show = (open: boolean) => useCanvasUi.setState({ commenting: open ? node.id : null });
  return (
    <>
      <button
        ref={mark}
        type="button"
        aria-label={label}
        aria-description={node.comment}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        {...tip(node.comment ?? label)}
        onClick={() => show(!isOpen)}
        className="nodrag flex size-6 shrink-0 items-center justify-center rounded-control text-waiting hover:bg-hover"
      >
        <MessageSquareText size={15} strokeWidth={1.75} aria-hidden />
      </button>
      {isOpen && (
        <Suspense>
          <CommentPopover node={node} label={label} anchor={mark} onClose={() => show(false)} />
        </Suspense>
      )}
    </>
  );
}
