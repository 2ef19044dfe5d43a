import { type Connection, type Edge, type FinalConnectionState, type HandleType, useReactFlow } from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, useMemo } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { checkWire, refusalText } from "@/components/board/checkWire";
import { endAt } from "@/components/board/drawnEnd";
import { toast } from "@/components/ui/toast";
import { workflowActions } from "@/store/useWorkflow";
import type { Endpoint } from "@/types/workflow";
import { useWireCommands } from "./useWireCommands";

type AnyEvent = MouseEvent | TouchEvent;

/** Drawing wires: what may be connected, what happens at a drop, pulling an end of a wire elsewhere, points. */
export function useWires() {
  const { screenToFlowPosition } = useReactFlow();
  const addPointAt = useWireCommands();
  return useMemo(
    () => ({
      isValidConnection: (connection: Connection | Edge) => {
        const { source, target } = toEnds(connection);
        return checkWire(source, target).ok;
      },
      onConnect: (connection: Connection) => {
        const { source, target } = toEnds(connection);
        workflowActions().connect(source, target);
      },
      onConnectEnd: (event: AnyEvent, state: FinalConnectionState) => {
        if (state.isValid || !state.fromHandle || useCanvasUi.getState().reconnecting !== null) return;
        if (state.toHandle) return tellRefusal(state);
        const from = endAt(state.fromHandle.nodeId, state.fromHandle.id);
        const screen = emptySpot(event);
        if (screen === undefined) return;
        const at = screenToFlowPosition(screen);
        useCanvasUi.setState({ droppedWire: { from, fromSide: state.fromHandle.type, screen, at } });
      },
      onReconnectStart: (_event: ReactMouseEvent, edge: Edge) => useCanvasUi.setState({ reconnecting: edge.id }),
      onReconnect: (old: Edge, connection: Connection) => {
        const { source, target } = toEnds(connection);
        workflowActions().reconnect(old.id, source, target);
      },
      onReconnectEnd: (event: AnyEvent, edge: Edge, _type: HandleType, state: FinalConnectionState) => {
        if (!state.isValid && state.toHandle) tellRefusal(state);
        else if (!state.isValid && emptySpot(event) !== undefined) workflowActions().disconnect([edge.id]);
        useCanvasUi.setState({ reconnecting: null });
      },
      onEdgeDoubleClick: (event: ReactMouseEvent, edge: Edge) =>
        addPointAt(edge.id, screenToFlowPosition({ x: event.clientX, y: event.clientY })),
      reconnectRadius: RECONNECT_RADIUS,
    }),
    [screenToFlowPosition, addPointAt],
  );
}

/** Beside a port, which takes the pointer first, so that a wire's end can be taken hold of. In canvas pixels. */
const RECONNECT_RADIUS = 16;

interface Ends {
  source: string;
  target: string;
  sourceHandle?: string | null;
  targetHandle?: string | null;
}

function toEnds(connection: Ends): { source: Endpoint; target: Endpoint } {
  return {
    source: endAt(connection.source, connection.sourceHandle),
    target: endAt(connection.target, connection.targetHandle),
  };
}

/** Says why the port under the pointer does not take the wire; nothing of a port on the same side. */
function tellRefusal({ fromHandle, toHandle }: FinalConnectionState): void {
  if (!fromHandle || !toHandle || toHandle.type === fromHandle.type) return;
  const from = endAt(fromHandle.nodeId, fromHandle.id);
  const to = endAt(toHandle.nodeId, toHandle.id);
  const [source, target] = fromHandle.type === "source" ? [from, to] : [to, from];
  const text = refusalText(checkWire(source, target), source, target);
  if (text !== undefined) toast.error(text);
}

/** Where a wire was let go, in window pixels, if there is nothing of the canvas there. */
function emptySpot(event: AnyEvent): { x: number; y: number } | undefined {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  const { target } = event;
  const isEmpty = target instanceof Element && target.closest(".react-flow__pane, .react-flow__background") !== null;
  return point !== undefined && isEmpty ? { x: point.clientX, y: point.clientY } : undefined;
}
