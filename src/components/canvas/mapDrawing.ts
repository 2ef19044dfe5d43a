import { frameAround, groupToken } from "@/components/board/groupLook";
import { lookOf } from "@/components/kinds/nodeViews";
import { type Box, boundsOf } from "@/store/boxes";
import { groupsOf } from "@/store/groups";
import type { NodeStatus } from "@/store/runReducer";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import {
  COLLAPSED_WIDTH,
  type CollapsedGroup,
  collapsedByNode,
  collapsedHeight,
  collapsedOf,
  placeOfGroup,
} from "./groups/collapsed";

/** Where the document lies on the map: canvas pixels times `scale`, moved by `x` and `y`. */
export interface MapPlace {
  scale: number;
  x: number;
  y: number;
}

/** A block on the map: a node, a collapsed group, or the frame of a group behind its nodes. */
export interface MapBlock extends Box {
  /** The token of its colour. */
  colour: string;
  isFrame?: boolean;
}

/** No point is drawn smaller, in pixels of the map: a failure among thousands must be seen. */
const LEAST = 2;
const MARGIN = 6;
const FRAME_ALPHA = 0.25;

const FAILED = "--color-error";

const tokens: Partial<Record<NodeStatus, string>> = {
  queued: "--color-waiting",
  parked: "--color-waiting",
  waiting: "--color-waiting",
  running: "--color-accent",
  streaming: "--color-accent",
  done: "--color-ok",
  cached: "--color-ok",
  failed: FAILED,
  skipped: "--color-line-strong",
  stopped: "--color-line-strong",
};

type StatusOf = (id: string) => NodeStatus;

/** What the map shows of a document: frames behind, failures last so that nothing lies over them. */
export function mapBlocks(workflow: Workflow, statusOf: StatusOf): MapBlock[] {
  const collapsed = collapsedOf(workflow);
  const hidden = collapsedByNode(collapsed);
  const boxes = new Map(workflow.nodes.map((node) => [node.id, nodeBlock(workflow, node, statusOf)]));
  const frames = groupsOf(workflow).flatMap((group): MapBlock[] => {
    const frame = group.collapsed ? undefined : frameAround(group.nodes.flatMap((id) => boxes.get(id) ?? []));
    return frame === undefined ? [] : [{ ...frame, colour: `--color-${groupToken(group.colour)}`, isFrame: true }];
  });
  const blocks = [...boxes].flatMap(([id, block]) => (hidden.has(id) ? [] : [block]));
  blocks.push(...collapsed.map((group) => groupBlock(workflow, group, statusOf)));
  return [...frames, ...blocks.sort((a, b) => Number(a.colour === FAILED) - Number(b.colour === FAILED))];
}

function nodeBlock({ layout: { nodes } }: Workflow, { id, type }: WorkflowNode, statusOf: StatusOf): MapBlock {
  const { shape, layout } = lookOf(type);
  const { x = 0, y = 0, width = layout.width, height = layout.height } = nodes[id] ?? {};
  return { x, y, width, height, colour: tokens[statusOf(id)] ?? `--color-kind-${shape}` };
}

/** A collapsed group is as its nodes are: failed with one of them, done with all. */
function groupBlock(workflow: Workflow, collapsed: CollapsedGroup, statusOf: StatusOf): MapBlock {
  const { nodes, colour } = collapsed.group;
  const states = nodes.map((id) => tokens[statusOf(id)]);
  const worst = [FAILED, tokens.running, tokens.parked].find((token) => states.includes(token));
  const same = states.every((token) => token === states[0]) ? states[0] : undefined;
  return {
    ...placeOfGroup(workflow, collapsed),
    ...{ width: COLLAPSED_WIDTH, height: collapsedHeight(collapsed) },
    colour: worst ?? same ?? `--color-${groupToken(colour)}`,
  };
}

/** All of it, in the middle of a map of this size. */
export function placeOnMap(blocks: readonly Box[], width: number, height: number): MapPlace {
  const bounds = boundsOf(blocks);
  if (bounds === undefined) return { scale: 0.1, x: width / 2, y: height / 2 };
  const scale = Math.min((width - 2 * MARGIN) / bounds.width, (height - 2 * MARGIN) / bounds.height, 0.2);
  return {
    scale,
    x: width / 2 - (bounds.x + bounds.width / 2) * scale,
    y: height / 2 - (bounds.y + bounds.height / 2) * scale,
  };
}

/** Whether two maps look the same. */
export function isSameMap(a: readonly MapBlock[], b: readonly MapBlock[]): boolean {
  return a.length === b.length && a.every((block, index) => isSameBlock(block, b[index]));
}

function isSameBlock(a: MapBlock, b: MapBlock | undefined): boolean {
  const isSamePlace = a.x === b?.x && a.y === b.y && a.width === b.width && a.height === b.height;
  return isSamePlace && a.colour === b.colour && a.isFrame === b.isFrame;
}

/** `colourOf` gives the colour of a token as it is in the present theme. */
export function drawMap(
  context: CanvasRenderingContext2D,
  blocks: readonly MapBlock[],
  { scale, x, y }: MapPlace,
  colourOf: (token: string) => string,
): void {
  for (const block of blocks) {
    context.fillStyle = colourOf(block.colour);
    context.globalAlpha = block.isFrame ? FRAME_ALPHA : 1;
    const [width, height] = [Math.max(LEAST, block.width * scale), Math.max(LEAST, block.height * scale)];
    context.fillRect(block.x * scale + x, block.y * scale + y, width, height);
  }
}
