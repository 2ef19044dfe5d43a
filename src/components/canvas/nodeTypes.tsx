import type { NodeProps, NodeTypes } from "@xyflow/react";
import { type ComponentType, memo } from "react";
import { ErrorBoundary } from "@/components/ErrorBoundary";
import { nodeViews, nodeTypes as types } from "@/components/kinds/nodeViews";
import { FarNode } from "@/components/nodes/FarNode";
import { NodeFault } from "@/components/nodes/NodeFault";
import { PlaceholderNode } from "@/components/nodes/PlaceholderNode";
import { viewTypeOf } from "./canvasElements";
import { useUnzoomStep, useZoomLevel } from "./far";
import { GroupNode } from "./groups/GroupNode";

/** The view of each kind of node; from afar all are drawn by one. */
export const nodeTypes: NodeTypes = {
  ...Object.fromEntries(types.map((type) => [viewTypeOf(type), withFarView(nodeViews[type].Near)])),
  "group-node": GroupNode,
  [viewTypeOf("placeholder")]: withFarView(PlaceholderNode),
};

/** A view that is simple from afar, and whose fault leaves the other nodes. */
export function withFarView(Near: ComponentType<NodeProps>): ComponentType<NodeProps> {
  return memo(function NodeView(props: NodeProps) {
    const level = useZoomLevel();
    return (
      <ErrorBoundary fallback={(retry) => <NodeFault id={props.id} onRetry={retry} />}>
        {level === "near" ? <Near {...props} /> : <Far id={props.id} level={level} />}
      </ErrorBoundary>
    );
  }, isSameView);
}

function Far({ id, level }: { id: string; level: "far" | "dot" }) {
  return <FarNode id={id} level={level} unzoom={useUnzoomStep()} />;
}

/** No view reads its place, which changes with every step of a drag. */
function isSameView(before: NodeProps, after: NodeProps): boolean {
  return before.id === after.id && before.selected === after.selected;
}
