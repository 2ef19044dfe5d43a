import { EdgeToolbar } from "@xyflow/react";
import { Plus, Spline, Trash2 } from "lucide-react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { type Curve, middleOf } from "@/components/board/wirePath";
import { arrange as words } from "@/components/messages/arrange";
import { IconButton } from "@/components/ui/IconButton";
import { useMay } from "@/store/person";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import { addWirePoint } from "@/store/wirePoints";

/** How far above its wire it stands, in canvas pixels. */
const ABOVE = 18;

/** What can be done with the one wire that is selected, beside its middle. */
export function WireTools({ edgeId, curves }: { edgeId: string; curves: readonly Curve[] }) {
  const isOnly = useWorkflow(({ selection }) => selection.nodes.length === 0 && selection.edges.length === 1);
  const mayEdit = useMay("editor");
  if (!isOnly || !mayEdit) return null;
  const { index, point } = middleOf(curves);
  return (
    <EdgeToolbar
      edgeId={edgeId}
      x={point.x}
      y={point.y - ABOVE}
      alignY="bottom"
      isVisible
      role="toolbar"
      aria-label={words.wireTools}
      className="nodrag nopan flex gap-0.5 rounded-card border border-line bg-panel p-1 shadow-float"
    >
      <IconButton
        label={words.insert}
        icon={Plus}
        size="sm"
        side="top"
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          useCanvasUi.setState({ insertMenu: { edge: edgeId, screen: { x: left, y: bottom + 4 } } });
        }}
      />
      <IconButton
        label={words.addPoint}
        icon={Spline}
        size="sm"
        side="top"
        onClick={() => workflowActions().edit((doc) => addWirePoint(doc, edgeId, index, point))}
      />
      <IconButton
        label={words.removeWire}
        icon={Trash2}
        size="sm"
        side="top"
        onClick={() => workflowActions().disconnect([edgeId])}
      />
    </EdgeToolbar>
  );
}
