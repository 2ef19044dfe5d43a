import type { EdgeProps } from "@xyflow/react";
import type { AnimationEvent } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { useStaleNodes } from "@/components/board/useStaleNodes";
import { pathOf, wireCurves } from "@/components/board/wirePath";
import { cx } from "@/components/ui/cx";
import type { Point } from "@/store/documentEdits";
import { isBusy, isInMotion } from "@/store/runStatus";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import { pointsOf } from "@/store/wirePoints";
import type { CanvasEdge } from "./canvasElements";
import { useIsFar } from "./far";
import { useShownPoints } from "./useShownPoints";
import { WirePoints } from "./WirePoints";
import { WireTools } from "./WireTools";
import { strokeOf } from "./wireGroups";

const HIT_WIDTH = 22;

const none: readonly Point[] = [];

/**
 * A wire in the colour of what it carries: dashed, and in motion, while its source runs, and faint when its source is
 * stale.
 */
export function WireEdge(props: EdgeProps<CanvasEdge>) {
  const points = useWorkflow(({ workflow }) => (workflow === null ? none : pointsOf(workflow, props.id)));
  // Only few wires have points, and only those look at every step of a drag.
  return points.length === 0 ? <Wire {...props} points={none} /> : <PointedWire {...props} points={points} />;
}

function PointedWire(props: EdgeProps<CanvasEdge> & { points: readonly Point[] }) {
  return <Wire {...props} points={useShownPoints(props.id, props.source, props.target, props.points)} />;
}

function Wire(props: EdgeProps<CanvasEdge> & { points: readonly Point[] }) {
  const { id, selected, points, data } = props;
  const { node: source, port } = data?.source ?? { node: props.source, port: props.sourceHandleId };
  const stroke = useWorkflow(({ workflow }) => strokeOf(workflow?.nodes, { node: source, port: port ?? "" }));
  const isRunning = useRun(({ run }) => isBusy(run.nodes[source]?.status));
  const isMoving = useRun(({ run }) => isBusy(run.nodes[source]?.status) && isInMotion(run.nodes));
  const isStale = useStaleNodes((stale) => stale.has(source));
  const isAimedAt = useCanvasUi((state) => state.insertion === id);
  const far = useIsFar();
  const curves = wireCurves({ x: props.sourceX, y: props.sourceY }, { x: props.targetX, y: props.targetY }, points);
  const path = pathOf(curves);
  const state = cx(
    "wire",
    isRunning && "wire-running",
    isMoving && "wire-moving",
    isStale && "wire-faint",
    isAimedAt && "wire-aimed",
  );
  const line = <path d={path} className={state} style={{ stroke }} onAnimationStart={keepStep} />;
  if (far) return line;
  return (
    <>
      <path d={path} className={cx("wire-halo", isAimedAt && "wire-halo-aimed")} />
      {line}
      <path d={path} className="react-flow__edge-interaction" fill="none" strokeOpacity={0} strokeWidth={HIT_WIDTH} />
      {points.length > 0 && <WirePoints edgeId={id} points={points} colour={stroke} />}
      {selected && <WireTools edgeId={id} curves={curves} />}
    </>
  );
}

/** All wires move at the same moments: the page then draws once for all of them. */
function keepStep({ currentTarget }: AnimationEvent<SVGPathElement>): void {
  for (const animation of currentTarget.getAnimations()) animation.startTime = 0;
}
