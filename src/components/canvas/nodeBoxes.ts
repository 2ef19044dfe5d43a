import type { ReactFlowState } from "@xyflow/react";
import { lookOf } from "@/components/kinds/nodeViews";
import type { NamedBox } from "@/store/arrange";
import type { Workflow } from "@/types/workflow";

type Measured = Pick<ReactFlowState, "nodeLookup">;

/** Where nodes stand; those that were never on the screen with the size that their kind has at first. */
export function boxesOf({ nodes, layout }: Workflow, { nodeLookup }: Measured): NamedBox[] {
  return nodes.flatMap(({ id, type }) => {
    const place = layout.nodes[id];
    if (place === undefined) return [];
    const usual = lookOf(type).layout;
    const { width, height } = nodeLookup.get(id)?.measured ?? {};
    return [
      {
        id,
        x: place.x,
        y: place.y,
        width: width ?? place.width ?? usual.width,
        height: height ?? place.height ?? usual.height,
      },
    ];
  });
}
