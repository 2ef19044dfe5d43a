import type { ReactFlowState } from "@xyflow/react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { insertNew } from "@/components/canvas/insertNew";
import { type NewData, passageChoice } from "@/components/canvas/wireChoices";
import { lookOf } from "@/components/kinds/nodeViews";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import type { Point } from "@/store/documentEdits";
import { workflowStore } from "@/store/useWorkflow";
import { createWireAim } from "./wireAim";

/** What is dragged over the canvas cannot be read before it is dropped, so that the bar of kinds says it here. */
let dragged: { type: NodeType; aim?: ReturnType<typeof createWireAim> } | undefined;

export function beginKindDrag(type: NodeType): void {
  dragged = { type };
}

export function endKindDrag(): void {
  dragged = undefined;
  if (useCanvasUi.getState().insertion !== null) useCanvasUi.setState({ insertion: null });
}

/** Shows into which wire the dragged kind would go if it were dropped with its middle here, in canvas pixels. */
export function aimKind(at: Point, nodes: Pick<ReactFlowState, "nodeLookup">, newData: NewData): void {
  const { workflow } = workflowStore.getState();
  if (dragged === undefined || workflow === null) return;
  const { type } = dragged;
  dragged.aim ??= createWireAim(workflow, nodes, (edge) => passageChoice(edge, type, undefined, newData) !== undefined);
  const { width, height } = lookOf(type).layout;
  const insertion = dragged.aim({ x: at.x - width / 2, y: at.y - height / 2, width, height }) ?? null;
  if (useCanvasUi.getState().insertion !== insertion) useCanvasUi.setState({ insertion });
}

/** Puts a kind into the wire that was aimed at. False: into none. */
export function dropKind(type: NodeType, newData: NewData): boolean {
  const { insertion } = useCanvasUi.getState();
  endKindDrag();
  const choice = insertion === null ? undefined : passageChoice(insertion, type, undefined, newData);
  return insertion !== null && choice !== undefined && insertNew(insertion, choice) !== undefined;
}
