import { Popover } from "@base-ui/react/popover";
import type { RefObject } from "react";
import type { WorkflowNode } from "@/types/workflow";
import { CommentText } from "./CommentText";

/** The comment of a node in a field beside its mark; closing gives the focus back to the mark. */
export function CommentPopover(props: {
  node: WorkflowNode;
  label: string;
  anchor: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}) {
  const { node, label, anchor, onClose } = props;
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="top" align="end" sideOffset={6} className="z-50">
          <Popover.Popup
            finalFocus={anchor}
            className="popup flex w-[300px] max-w-[calc(100vw-24px)] flex-col gap-2 rounded-card border border-line bg-panel p-3 text-ink shadow-float outline-none"
          >
            <Popover.Title className="truncate font-semibold">{label}</Popover.Title>
            <CommentText node={node} label={label} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
