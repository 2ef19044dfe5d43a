import type { ReactFlowInstance } from "@xyflow/react";
import { moveMs } from "@/components/board/canvasView";
import type { Places } from "@/store/arrange";
import type { CanvasEdge, CanvasNode } from "./canvasElements";

/** So many nodes at most are shown on their way; more would take longer to draw than the way. */
const MOST = 150;

type Flow = Pick<ReactFlowInstance<CanvasNode, CanvasEdge>, "setNodes" | "getNodes">;

/** Shows nodes on their way to new places, on the canvas only. Done at once where less motion is wanted. */
export async function glide({ setNodes, getNodes }: Flow, places: Places): Promise<void> {
  const lastsMs = moveMs();
  if (lastsMs === 0 || Object.keys(places).length > MOST) return;
  const from = new Map(getNodes().map(({ id, position }) => [id, position]));
  const startMs = await frame();
  for (let part = 0; part < 1; ) {
    part = Math.min(1, ((await frame()) - startMs) / lastsMs);
    const eased = 1 - (1 - part) ** 3;
    setNodes((nodes) =>
      nodes.map((node) => {
        const to = places[node.id];
        const start = from.get(node.id);
        if (to === undefined || start === undefined || node.dragging) return node;
        return { ...node, position: { x: start.x + (to.x - start.x) * eased, y: start.y + (to.y - start.y) * eased } };
      }),
    );
  }
}

function frame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
