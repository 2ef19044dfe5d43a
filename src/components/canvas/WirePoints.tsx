import { useReactFlow } from "@xyflow/react";
import type { PointerEvent } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { arrange as words } from "@/components/messages/arrange";
import type { Point } from "@/store/documentEdits";
import { workflowActions } from "@/store/useWorkflow";
import { moveWirePoint } from "@/store/wirePoints";

/** In canvas pixels: what is seen, and what a finger finds. */
const RADIUS = 5;
const REACH = 13;

/** The points of a wire: each is dragged, moved by the arrow keys while it has the focus, and taken away by Delete. */
export function WirePoints({ edgeId, points, colour }: { edgeId: string; points: readonly Point[]; colour: string }) {
  return points.map((point, index) => (
    <WirePoint
      // Points have no names of their own: one is told by its place in the row.
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      key={index}
      edgeId={edgeId}
      index={index}
      point={point}
      name={words.point(index + 1, points.length)}
      colour={colour}
    />
  ));
}

function WirePoint(props: { edgeId: string; index: number; point: Point; name: string; colour: string }) {
  const { edgeId, index, point, name, colour } = props;
  const { screenToFlowPosition } = useReactFlow();
  const at = ({ clientX, clientY }: PointerEvent) => screenToFlowPosition({ x: clientX, y: clientY });
  const begin = (event: PointerEvent<SVGGElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
    // One that went away while it was dragged has left its place behind.
    useCanvasUi.setState({ draggedPoint: null });
  };
  const move = (event: PointerEvent<SVGGElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    useCanvasUi.setState({ draggedPoint: { edge: edgeId, index, at: at(event) } });
  };
  const end = () => {
    const { draggedPoint } = useCanvasUi.getState();
    if (draggedPoint?.edge !== edgeId || draggedPoint.index !== index) return;
    workflowActions().edit((doc) => moveWirePoint(doc, edgeId, index, draggedPoint.at));
    useCanvasUi.setState({ draggedPoint: null });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no buttons
    <g
      role="button"
      aria-label={name}
      tabIndex={0}
      data-wire={edgeId}
      data-point={index}
      className="wire-point nodrag nopan"
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => useCanvasUi.setState({ draggedPoint: null })}
    >
      <circle cx={point.x} cy={point.y} r={REACH} fill="transparent" />
      <circle cx={point.x} cy={point.y} r={RADIUS} className="wire-point-dot" style={{ fill: colour }} />
    </g>
  );
}
