import type { ReactFlowState } from "@xyflow/react";
import { samplesOf } from "@/components/board/wirePath";
import { curvesOfWire } from "@/components/canvas/wireGeometry";
import type { Box } from "@/store/boxes";
import type { Point } from "@/store/documentEdits";
import type { Workflow } from "@/types/workflow";

/** What of a dragged node has to lie on a wire to go into it: not its edges, which graze many. */
const CORE = 0.5;

interface Target {
  edge: string;
  bounds: Box;
  samples: readonly Point[];
}

/** Finds the wire that a dragged box lies on. Wires are looked at once, when the drag begins: they stand still then. */
export function createWireAim(
  workflow: Workflow,
  nodes: Pick<ReactFlowState, "nodeLookup">,
  isPossible: (edgeId: string) => boolean,
): (box: Box) => string | undefined {
  const targets = workflow.edges.flatMap((edge): Target[] => {
    const curves = curvesOfWire(workflow, edge, nodes);
    return curves === undefined ? [] : [toTarget(edge.id, samplesOf(curves))];
  });
  const known = new Map<string, boolean>();
  const isFit = (edge: string) => {
    const fit = known.get(edge) ?? isPossible(edge);
    known.set(edge, fit);
    return fit;
  };
  return (box) => {
    const core = coreOf(box);
    const hit = targets
      .filter(({ bounds }) => overlaps(bounds, core))
      .map((target) => ({ target, distance: distance(target, core) }));
    const near = hit
      .filter((each) => each.distance < Number.POSITIVE_INFINITY)
      .toSorted((a, b) => a.distance - b.distance);
    return near.find(({ target }) => isFit(target.edge))?.target.edge;
  };
}

function toTarget(edge: string, samples: readonly Point[]): Target {
  const xs = samples.map(({ x }) => x);
  const ys = samples.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { edge, samples, bounds: { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y } };
}

function coreOf({ x, y, width, height }: Box): Box {
  const rest = (1 - CORE) / 2;
  return { x: x + width * rest, y: y + height * rest, width: width * CORE, height: height * CORE };
}

function overlaps(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** From the middle of the box to the wire; infinite where the wire passes by it. */
function distance({ samples }: Target, core: Box): number {
  const middle = { x: core.x + core.width / 2, y: core.y + core.height / 2 };
  return samples
    .filter((point) => overlaps({ ...point, width: 0, height: 0 }, core))
    .reduce((least, { x, y }) => Math.min(least, Math.hypot(x - middle.x, y - middle.y)), Number.POSITIVE_INFINITY);
}
