import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { freePlace } from "@/components/board/freePlace";
import { useNewNodeData } from "@/components/board/useNewNodeData";
import { lookOf } from "@/components/kinds/nodeViews";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import type { Box } from "@/store/boxes";
import type { Point } from "@/store/documentEdits";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { insertNew } from "./insertNew";
import { standingBoxes } from "./nodeBoxes";
import { useReveal } from "./useReveal";
import { type NewData, passageChoice } from "./wireChoices";

export type AddNode = (type: NodeType, at?: Point, data?: Record<string, unknown>) => string;

/** Ways to put nodes on the canvas: at a point (their middle), or in the middle of what is seen; in the free near by. */
export function useAddNode(): AddNode {
  const { screenToFlowPosition } = useReactFlow();
  const store = useStoreApi();
  const newData = useNewNodeData();
  const reveal = useReveal();

  const addNode = useCallback<AddNode>(
    (type, at, data) => {
      const { workflow } = workflowStore.getState();
      const inWire = at === undefined ? intoSelectedWire(type, data, newData) : undefined;
      if (inWire !== undefined) return inWire;
      const flow = store.getState();
      const wished = at ?? screenToFlowPosition(middleOf(flow.domNode));
      const place = freePlace(boxAt(type, wished), workflow === null ? [] : standingBoxes(workflow, flow));
      const id = workflowActions().addNode(type, place, { ...newData(type), ...data });
      useCanvasUi.setState({ writing: id });
      reveal({ ...lookOf(type).layout, ...place });
      return id;
    },
    [screenToFlowPosition, store, newData, reveal],
  );
  return addNode;
}

/** A node that is added while one wire is selected goes into it, if it fits. */
function intoSelectedWire(type: NodeType, data: Record<string, unknown> | undefined, newData: NewData) {
  const { nodes, edges } = workflowStore.getState().selection;
  const [edge] = edges;
  if (nodes.length > 0 || edges.length !== 1 || edge === undefined) return undefined;
  const choice = passageChoice(edge, type, data, newData);
  return choice && insertNew(edge, choice);
}

function middleOf(element: Element | null): Point {
  const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** The box of a new node, from its middle. */
function boxAt(type: string, middle: Point): Box {
  const { width, height } = lookOf(type).layout;
  return { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2), width, height };
}
