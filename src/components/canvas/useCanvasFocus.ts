import type { FocusEvent, KeyboardEvent, PointerEvent } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";

const takePlace = ({ target, currentTarget }: FocusEvent | PointerEvent) => {
  // Events of dialogs and menus come by here too, though these stand elsewhere.
  if (target instanceof Node && currentTarget.contains(target)) useCanvasUi.setState({ place: "canvas" });
};

/** Escape leads from a field in a node to the node. */
const leaveField = (event: KeyboardEvent) => {
  const field = event.target instanceof Element ? event.target.closest("input, textarea") : null;
  if (event.key !== "Escape" || event.nativeEvent.isComposing || event.defaultPrevented) return;
  field?.closest<HTMLElement>(".react-flow__node")?.focus({ preventScroll: true });
};

const handlers = { onFocusCapture: takePlace, onPointerDownCapture: takePlace, onKeyDown: leaveField };

/** Where the person works, and how they leave a field by key. */
export function useCanvasFocus() {
  return handlers;
}
