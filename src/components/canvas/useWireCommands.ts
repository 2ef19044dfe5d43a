import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { middleOf, nearestOn } from "@/components/board/wirePath";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import type { Point } from "@/store/documentEdits";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { addWirePoint } from "@/store/wirePoints";
import { removeKeepingWires } from "./takeOutNodes";
import { curvesOfWire } from "./wireGeometry";

/** What can be done with the one selected wire, and with wires by the nodes they hang on. Answers `addPointAt`. */
export function useWireCommands(): (edgeId: string, at: Point) => void {
  const { flowToScreenPosition } = useReactFlow();
  const store = useStoreApi();
  const { actions, addPointAt } = useMemo(() => {
    const curvesOf = (edgeId: string) => {
      const { workflow } = workflowStore.getState();
      const edge = workflow?.edges.find(({ id }) => id === edgeId);
      return workflow && edge && curvesOfWire(workflow, edge, store.getState());
    };
    const addPoint = (edgeId: string, index: number, point: Point) =>
      workflowActions().edit((doc) => addWirePoint(doc, edgeId, index, point));
    const onMiddle = (act: (edgeId: string, middle: { index: number; point: Point }) => void) => () => {
      const edgeId = onlyWire();
      const curves = edgeId && curvesOf(edgeId);
      if (edgeId && curves) act(edgeId, middleOf(curves));
    };
    const isPossible = () => onlyWire() !== undefined;
    const commands: CommandActions = {
      insertInWire: {
        run: onMiddle((edge, { point }) =>
          useCanvasUi.setState({ insertMenu: { edge, screen: flowToScreenPosition(point) } }),
        ),
        isPossible,
      },
      addWirePoint: { run: onMiddle((edge, { index, point }) => addPoint(edge, index, point)), isPossible },
      takeOut: {
        run: () => removeKeepingWires(workflowStore.getState().selection.nodes),
        isPossible: () => workflowStore.getState().selection.nodes.length > 0,
      },
    };
    const atPointer = (edgeId: string, at: Point) => {
      const curves = curvesOf(edgeId);
      if (curves) addPoint(edgeId, nearestOn(curves, at).index, at);
    };
    return { actions: commands, addPointAt: atPointer };
  }, [flowToScreenPosition, store]);
  useCommands(actions);
  return addPointAt;
}

function onlyWire(): string | undefined {
  const { nodes, edges } = workflowStore.getState().selection;
  return nodes.length === 0 && edges.length === 1 ? edges[0] : undefined;
}
