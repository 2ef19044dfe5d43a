import type { NodeShape } from "@/components/board/nodeLooks";
import { lookOf } from "@/components/kinds/nodeViews";
import type { NodeStatus } from "@/store/runReducer";
import type { Workflow } from "@/types/workflow";
import type { Box } from "./freePlace";

/** Where the document lies on the map: canvas pixels times `scale`, moved by `x` and `y`. */
export interface MapPlace {
  scale: number;
  x: number;
  y: number;
}

export interface MapNode extends Box {
  shape: NodeShape;
  /** Colour of the token, or undefined for that of the kind. */
  token: string | undefined;
}

/** No point is drawn smaller, in pixels of the map: a failure among thousands must be seen. */
const LEAST = 2;
const MARGIN = 6;

const tokens: Partial<Record<NodeStatus, string>> = {
  queued: "--color-waiting",
  parked: "--color-waiting",
  running: "--color-accent",
  streaming: "--color-accent",
  done: "--color-ok",
  cached: "--color-ok",
  failed: "--color-error",
  skipped: "--color-line-strong",
  stopped: "--color-line-strong",
};

/** What the map shows of a document, failures last so that nothing lies over them. */
export function mapNodes(workflow: Workflow, statusOf: (id: string) => NodeStatus): MapNode[] {
  const nodes = workflow.nodes.map(({ id, type }) => {
    const { shape, layout } = lookOf(type);
    const { x = 0, y = 0, width = layout.width, height = layout.height } = workflow.layout.nodes[id] ?? {};
    return { x, y, width, height, shape, token: tokens[statusOf(id)] };
  });
  return nodes.sort((a, b) => Number(a.token === tokens.failed) - Number(b.token === tokens.failed));
}

/** All nodes, in the middle of a map of this size. */
export function placeOnMap(nodes: readonly Box[], width: number, height: number): MapPlace {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    left = Math.min(left, node.x);
    top = Math.min(top, node.y);
    right = Math.max(right, node.x + node.width);
    bottom = Math.max(bottom, node.y + node.height);
  }
  if (nodes.length === 0) return { scale: 0.1, x: width / 2, y: height / 2 };
  const scale = Math.min((width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (bottom - top), 0.2);
  return { scale, x: (width - (left + right) * scale) / 2, y: (height - (top + bottom) * scale) / 2 };
}

/** Draws nodes as blocks. `colourOf` gives the colour of a token as it is in the present theme. */
export function drawMap(
  context: CanvasRenderingContext2D,
  nodes: readonly MapNode[],
  { scale, x, y }: MapPlace,
  colourOf: (token: string) => string,
): void {
  for (const node of nodes) {
    context.fillStyle = colourOf(node.token ?? `--color-kind-${node.shape}`);
    const [width, height] = [Math.max(LEAST, node.width * scale), Math.max(LEAST, node.height * scale)];
    context.fillRect(node.x * scale + x, node.y * scale + y, width, height);
  }
}
