import { type Connection, type Edge, type FinalConnectionState, type InternalNode, useReactFlow } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { checkWire, refusalText } from "@/components/board/checkWire";
import { toast } from "@/components/ui/toast";
import { workflowActions } from "@/store/useWorkflow";
import type { Endpoint } from "@/types/workflow";

/** Drawing wires: what may be connected, what happens at a drop, and pulling an end of a wire elsewhere. */
export function useWires() {
  const { screenToFlowPosition } = useReactFlow();

  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState<InternalNode>) => {
      if (state.isValid || !state.fromHandle) return;
      const from = { node: state.fromHandle.nodeId, port: state.fromHandle.id ?? "" };
      const fromSide = state.fromHandle.type;
      if (state.toHandle) {
        const to = { node: state.toHandle.nodeId, port: state.toHandle.id ?? "" };
        if (state.toHandle.type === fromSide) return;
        if (fromSide === "source") showRefusal(from, to);
        else showRefusal(to, from);
        return;
      }
      const point = "changedTouches" in event ? event.changedTouches[0] : event;
      if (point === undefined || !isEmptySpace(event.target)) return;
      const screen = { x: point.clientX, y: point.clientY };
      useCanvasUi.setState({ droppedWire: { from, fromSide, screen, at: screenToFlowPosition(screen) } });
    },
    [screenToFlowPosition],
  );

  const onReconnect = useCallback((old: Edge, connection: Connection) => {
    const { source, target } = toEnds(connection);
    workflowActions().reconnect(old.id, source, target);
  }, []);

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
      onConnectEnd,
      onReconnect,
    }),
    [onConnectEnd, onReconnect],
  );
}

interface Ends {
  source: string;
  target: string;
  sourceHandle?: string | null;
  targetHandle?: string | null;
}

function toEnds(connection: Ends): { source: Endpoint; target: Endpoint } {
  return {
    source: { node: connection.source, port: connection.sourceHandle ?? "" },
    target: { node: connection.target, port: connection.targetHandle ?? "" },
  };
}

function showRefusal(source: Endpoint, target: Endpoint): void {
  const text = refusalText(checkWire(source, target), source, target);
  if (text !== undefined) toast.error(text);
}

function isEmptySpace(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".react-flow__pane, .react-flow__background") !== null;
}
