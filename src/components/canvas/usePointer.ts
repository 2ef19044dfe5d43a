import { useReactFlow } from "@xyflow/react";
import { type PointerEvent, useCallback, useRef } from "react";

/** Where the pointer was last seen over the canvas, else its middle, in canvas pixels: pasted nodes go there. */
export function usePointer() {
  const { screenToFlowPosition } = useReactFlow();
  const last = useRef<{ x: number; y: number }>(undefined);
  const onPointerMove = useCallback((event: PointerEvent) => {
    last.current = { x: event.clientX, y: event.clientY };
  }, []);
  const pointer = useCallback(() => screenToFlowPosition(last.current ?? middleOfCanvas()), [screenToFlowPosition]);
  return { pointer, onPointerMove };
}

function middleOfCanvas(): { x: number; y: number } {
  const { left, top, width, height } = document.querySelector(".react-flow")?.getBoundingClientRect() ?? new DOMRect();
  return { x: left + width / 2, y: top + height / 2 };
}
