import { type NodeHandle, Position } from "@xyflow/react";
import { shownPorts } from "@/store/nodePorts";
import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { PORT_SIZE, type PortLayout, placePorts } from "./portLayout";

/** The ports of a node as React Flow wants them: in canvas pixels from the corner of the node. */
export function handlesOf(node: WorkflowNode, edges: readonly WorkflowEdge[], layout: PortLayout): NodeHandle[] {
  const { inputs, outputs } = placePorts(layout, shownPorts(node, edges));
  const half = PORT_SIZE / 2;
  const size = { width: PORT_SIZE, height: PORT_SIZE };
  return [
    ...inputs.map(({ name, y }) => ({
      ...size,
      id: name,
      type: "target" as const,
      position: Position.Left,
      x: -half,
      y: y - half,
    })),
    ...outputs.map(({ name, y }) => ({
      ...size,
      id: name,
      type: "source" as const,
      position: Position.Right,
      x: layout.width - half,
      y: y - half,
    })),
  ];
}
