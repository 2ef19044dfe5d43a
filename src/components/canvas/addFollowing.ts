import { useCanvasUi } from "@/components/board/canvasUi";
import { focusNode } from "@/components/board/focusNode";
import { freePlace } from "@/components/board/freePlace";
import { lookOf } from "@/components/kinds/nodeViews";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import type { Box } from "@/store/boxes";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { Wire } from "@/store/workflowStore";
import { standingBoxes } from "./nodeBoxes";

/** Between a node and the one that is added after it, in canvas pixels. */
const GAP = 72;

/** Adds a node at the right of another one, wired to it if `wire` says how, and goes on in it. Returns where it stands. */
export function addFollowing(
  after: string,
  type: NodeType,
  data: Record<string, unknown>,
  wire?: Wire,
): Box | undefined {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return undefined;
  const boxes = standingBoxes(workflow);
  const { x, y, width } = boxes.find(({ id }) => id === after) ?? { x: 0, y: 0, width: 0 };
  const { width: ownWidth, height } = lookOf(type).layout;
  const place = freePlace({ x: x + width + GAP, y, width: ownWidth, height }, boxes);
  const { addConnectedNode, addNode } = workflowActions();
  const id = wire === undefined ? addNode(type, place, data) : addConnectedNode(type, place, wire, data);
  useCanvasUi.setState({ writing: id });
  focusNode(id);
  return { ...place, width: ownWidth, height };
}
