import type { InternalNode, ReactFlowState } from "@xyflow/react";
import { type Curve, wireCurves } from "@/components/board/wirePath";
import type { Point } from "@/store/documentEdits";
import { pointsOf } from "@/store/wirePoints";
import type { Endpoint, Workflow, WorkflowEdge } from "@/types/workflow";

type Nodes = Pick<ReactFlowState, "nodeLookup">;

/** How a wire of the document runs on the canvas as it is now; undefined while one of its nodes was never there. */
export function curvesOfWire(
  workflow: Workflow,
  { id, source, target }: WorkflowEdge,
  nodes: Nodes,
): Curve[] | undefined {
  const from = endAt(nodes, source, "source");
  const to = endAt(nodes, target, "target");
  return from && to && wireCurves(from, to, pointsOf(workflow, id));
}

/** Wires end at the outer edge of a port. */
function endAt({ nodeLookup }: Nodes, { node: id, port }: Endpoint, side: "source" | "target"): Point | undefined {
  const node = nodeLookup.get(id);
  const handle = node && handlesOf(node, side)?.find((candidate) => candidate.id === port);
  if (node === undefined || handle === undefined) return undefined;
  const { x, y } = node.internals.positionAbsolute;
  return { x: x + handle.x + (side === "source" ? handle.width : 0), y: y + handle.y + handle.height / 2 };
}

function handlesOf({ internals }: InternalNode, side: "source" | "target") {
  return internals.handleBounds?.[side];
}
