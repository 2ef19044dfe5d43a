import type { InternalNode, ReactFlowState } from "@xyflow/react";
import { type Curve, wireCurves } from "@/components/board/wirePath";
import type { Point } from "@/store/documentEdits";
import { pointsOf } from "@/store/wirePoints";
import type { Workflow, WorkflowEdge } from "@/types/workflow";
import { collapsedByNode, collapsedOf } from "./groups/collapsed";
import { drawnEnds } from "./groups/groupElements";

type Nodes = Pick<ReactFlowState, "nodeLookup">;

/** How a wire of the document runs on the canvas as it is now; undefined where it is not drawn. */
export function curvesOfWire(workflow: Workflow, edge: WorkflowEdge, nodes: Nodes): Curve[] | undefined {
  const ends = drawnEnds(edge, collapsedByNode(collapsedOf(workflow)));
  const from = ends && endAt(nodes, ends.source, ends.sourceHandle, "source");
  const to = ends && endAt(nodes, ends.target, ends.targetHandle, "target");
  return from && to && wireCurves(from, to, pointsOf(workflow, edge.id));
}

/** Wires end at the outer edge of a port. */
function endAt({ nodeLookup }: Nodes, id: string, port: string, side: "source" | "target"): Point | undefined {
  const node = nodeLookup.get(id);
  const handle = node && handlesOf(node, side)?.find((candidate) => candidate.id === port);
  if (node === undefined || handle === undefined) return undefined;
  const { x, y } = node.internals.positionAbsolute;
  return { x: x + handle.x + (side === "source" ? handle.width : 0), y: y + handle.y + handle.height / 2 };
}

function handlesOf({ internals }: InternalNode, side: "source" | "target") {
  return internals.handleBounds?.[side];
}
