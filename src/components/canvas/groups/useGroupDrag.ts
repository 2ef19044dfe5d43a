import { useStoreApi } from "@xyflow/react";
import type { PointerEvent as ReactPointerEvent } from "react";
import type { Point } from "@/store/documentEdits";
import { may } from "@/store/person";
import { workflowActions, workflowStore } from "@/store/useWorkflow";

/** Less is a press, in window pixels. */
const LEAST = 3;

/**
 * Moves nodes by a handle that is none of them. While it goes on only the canvas knows; its end is one step of undo.
 * `shown` are the nodes of the canvas that stand for `nodes`, the same ones where it is absent.
 */
export function useGroupDrag(nodes: readonly string[], shown: readonly string[] = nodes) {
  const store = useStoreApi();
  return {
    onPointerDown: (event: ReactPointerEvent<HTMLElement>) => {
      if (event.button !== 0 || !isHandle(event) || !may("editor")) return;
      const { nodeLookup } = store.getState();
      const places = new Map(shown.map((id) => [id, nodeLookup.get(id)?.position ?? { x: 0, y: 0 }] as const));
      const show = (by: Point, dragging: boolean) =>
        store.getState().triggerNodeChanges(
          Array.from(places, ([id, { x, y }]) => ({
            ...{ id, type: "position" as const, dragging },
            position: { x: x + by.x, y: y + by.y },
          })),
        );
      followPointer({ x: event.clientX, y: event.clientY }, () => store.getState().transform[2], {
        onMove: (by) => show(by, true),
        onEnd: (by) => {
          moveInDocument(nodes, by);
          show(by, false);
        },
      });
    },
  };
}

/** Hears of the pointer wherever it goes until it is let go; a press without a move is none of its business. */
function followPointer(
  from: Point,
  zoomOf: () => number,
  { onMove, onEnd }: Record<"onMove" | "onEnd", (by: Point) => void>,
): void {
  let isMoved = false;
  const listening = new AbortController();
  const { signal } = listening;
  const shift = ({ clientX, clientY }: PointerEvent) => ({
    x: (clientX - from.x) / zoomOf(),
    y: (clientY - from.y) / zoomOf(),
  });
  const end = (by: Point) => {
    listening.abort();
    if (isMoved) onEnd(by);
  };
  window.addEventListener(
    "pointermove",
    (event) => {
      isMoved ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) >= LEAST;
      if (isMoved) onMove(shift(event));
    },
    { signal },
  );
  window.addEventListener("pointerup", (event) => end(shift(event)), { signal });
  window.addEventListener("pointercancel", () => end({ x: 0, y: 0 }), { signal });
}

/** The bar itself and the name on it; a button or a field of it is pressed for its own sake. */
function isHandle({ target, currentTarget }: ReactPointerEvent): boolean {
  return target === currentTarget || (target instanceof Element && target.matches("button.group-title"));
}

function moveInDocument(nodes: readonly string[], by: Point): void {
  const places = workflowStore.getState().workflow?.layout.nodes ?? {};
  const moved = nodes.flatMap((id) => {
    const place = places[id];
    return place === undefined ? [] : [[id, { x: place.x + by.x, y: place.y + by.y }] as const];
  });
  workflowActions().moveNodes(Object.fromEntries(moved));
}
