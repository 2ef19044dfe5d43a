import type { NodeProps } from "@xyflow/react";
import type { ComponentType } from "react";
import type { NodeLook } from "@/components/board/nodeLooks";
import type { WorkflowNode } from "@/types/workflow";

/** Everything that the screen knows of one kind of node. */
export interface NodeView extends NodeLook {
  /** The node on the canvas, when it is near enough to be read. */
  Near: ComponentType<NodeProps>;
  /** Its settings, in the panel at the right. */
  Fields: ComponentType<{ node: WorkflowNode }>;
  /** Whether the panel shows its newest result: it is longer than the node, or the node shows none. */
  result: boolean;
  /** One of the kinds that most people need; the others are one press of "More" away. */
  inToolbar?: true;
}
