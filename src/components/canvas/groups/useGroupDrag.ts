import { useStoreApi } from "@xyflow/react";
import { type PointerEvent, useRef } from "react";
import type { Point } from "@/store/documentEdits";
import { workflowActions, workflowStore } from "@/store/useWorkflow";

/** Less is a press, in window pixels. */
const LEAST = 3;

/**
 * Moves nodes by a handle that is none of them. While it goes on only the canvas knows; its end is one step of undo.
 * `shown` are the nodes of the canvas that stand for `nodes`, the same ones where it is absent.
 */
export function useGroupDrag(nodes: readonly string[], shown: readonly string[] = nodes) {
  const store = useStoreApi();
  const drag = useRef<{ from: Point; places: ReadonlyMap<string, Point>; moved: boolean }>(undefined);

  const shift = (event: PointerEvent) => {
    const { from } = drag.current ?? { from: { x: 0, y: 0 } };
    const zoom = store.getState().transform[2];
    return { x: (event.clientX - from.x) / zoom, y: (event.clientY - from.y) / zoom };
  };
  const show = (by: Point, dragging: boolean) =>
    store.getState().triggerNodeChanges(
      Array.from(drag.current?.places ?? [], ([id, { x, y }]) => ({
        ...{ id, type: "position" as const, dragging },
        position: { x: x + by.x, y: y + by.y },
      })),
    );
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || !isHandle(event)) return;
      const { nodeLookup } = store.getState();
      const places = new Map(shown.map((id) => [id, nodeLookup.get(id)?.position ?? { x: 0, y: 0 }] as const));
      drag.current = { from: { x: event.clientX, y: event.clientY }, places, moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag.current === undefined) return;
      const { x, y } = drag.current.from;
      if (!drag.current.moved && Math.hypot(event.clientX - x, event.clientY - y) < LEAST) return;
      // Not before: a press without a move belongs to what it hits.
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current.moved = true;
      show(shift(event), true);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const by = shift(event);
      if (drag.current?.moved === true) {
        moveInDocument(nodes, by);
        show(by, false);
      }
      drag.current = undefined;
    },
    onPointerCancel: () => {
      if (drag.current?.moved === true) show({ x: 0, y: 0 }, false);
      drag.current = undefined;
    },
  };
}

/** The bar itself and the name on it; a button or a field of it is pressed for its own sake. */
function isHandle({ target, currentTarget }: PointerEvent): boolean {
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
