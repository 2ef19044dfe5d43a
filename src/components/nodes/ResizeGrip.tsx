import { useReactFlow } from "@xyflow/react";
import { memo, type PointerEvent } from "react";
import { outcome as words } from "@/components/messages/outcome";
import { tip } from "@/components/ui/tip";
import { type Size, sizeNodes, unsizeNodes } from "@/store/nodeSizes";
import { useMay } from "@/store/person";
import { workflowActions } from "@/store/useWorkflow";

/**
 * The corner by which a node is made larger or smaller; a double click gives back its natural size. From the keyboard
 * Alt with the arrow keys does the same.
 */
export const ResizeGrip = memo(function ResizeGrip({ nodeId }: { nodeId: string }) {
  const { getZoom } = useReactFlow();
  const mayEdit = useMay("editor");
  const begin = (event: PointerEvent<HTMLElement>) => {
    const frame = event.currentTarget.closest<HTMLElement>(".node-frame");
    if (event.button !== 0 || frame === null) return;
    event.stopPropagation();
    const { currentTarget: grip, clientX, clientY, pointerId } = event;
    const start: Size = { width: frame.offsetWidth, height: frame.offsetHeight };
    const zoom = getZoom();
    grip.setPointerCapture(pointerId);
    grip.onpointermove = (move) =>
      resize(nodeId, {
        width: start.width + (move.clientX - clientX) / zoom,
        height: start.height + (move.clientY - clientY) / zoom,
      });
    grip.onlostpointercapture = () => {
      grip.onpointermove = null;
    };
  };
  if (!mayEdit) return null;
  return (
    <span
      {...tip(words.resize)}
      aria-hidden
      className="node-grip nodrag nopan"
      onPointerDown={begin}
      onDoubleClick={(event) => {
        event.stopPropagation();
        workflowActions().edit((doc) => unsizeNodes(doc, [nodeId]));
      }}
    />
  );
});

function resize(nodeId: string, size: Size): void {
  // One drag is one step of undo.
  workflowActions().edit((doc) => sizeNodes(doc, { [nodeId]: size }), { key: `size:${nodeId}` });
}
