import { useReactFlow } from "@xyflow/react";
import { type PointerEvent, useCallback, useRef } from "react";

/** Where the pointer was last seen over the canvas, in canvas pixels: pasted nodes go there. */
export function usePointer() {
  const { screenToFlowPosition } = useReactFlow();
  const last = useRef({ x: 0, y: 0 });
  const onPointerMove = useCallback((event: PointerEvent) => {
    last.current = { x: event.clientX, y: event.clientY };
  }, []);
  const pointer = useCallback(() => screenToFlowPosition(last.current), [screenToFlowPosition]);
  return { pointer, onPointerMove };
}
