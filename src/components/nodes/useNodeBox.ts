import type { CSSProperties } from "react";
import { roomBelow } from "@/components/board/roomBelow";
import { useWorkflow } from "@/store/useWorkflow";

interface NodeBox {
  style: CSSProperties;
  /** `sized` by hand; `held` so that it does not grow over the node under it; undefined: as high as what it shows. */
  held: "sized" | "held" | undefined;
}

/** The box of a node: its size by hand, else its usual width and the height that its content and neighbours give it. */
export function useNodeBox(id: string, width: number, least: number): NodeBox {
  const place = useWorkflow(({ workflow }) => workflow?.layout.nodes[id]);
  const room = useWorkflow(({ workflow }) =>
    workflow === null ? undefined : roomBelow(workflow.layout.nodes, id, width),
  );
  if (place?.sized === true) {
    return { style: { width: place.width ?? width, height: place.height, minHeight: least }, held: "sized" };
  }
  if (room === undefined) return { style: { width, minHeight: least }, held: undefined };
  return { style: { width, minHeight: least, maxHeight: Math.max(least, room) }, held: "held" };
}
