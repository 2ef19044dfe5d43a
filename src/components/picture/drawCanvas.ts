import type { NodeShape } from "@/components/board/nodeLooks";
import { pathOf, wireCurves } from "@/components/board/wirePath";
import { type Box, boundsOf } from "@/store/boxes";
import type { Point } from "@/store/documentEdits";
import type { Endpoint, Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import type { Colours } from "./colours";
import { drawCollapsed, drawFrame, type GroupDrawing } from "./drawGroups";
import { escapeXml } from "./escapeXml";
import { type Measure, wrapText } from "./wrapText";

export interface NodeDrawing {
  title: string;
  shape: NodeShape;
  width: number;
  height: number;
  /** What stands in it: its answer, or what it asks. */
  text: string;
  /** A picture in it, as a data URL. */
  picture?: string;
  /** Where wires end, from the top, by the name of the port; and what an output carries. */
  inputs: ReadonlyMap<string, number>;
  outputs: ReadonlyMap<string, { y: number; type: string }>;
}

export interface CanvasDrawing {
  /** What is shown; a wire is, when both its ends are. */
  nodes: readonly WorkflowNode[];
  workflow: Workflow;
  drawingOf: (node: WorkflowNode) => NodeDrawing;
  groups: readonly GroupDrawing[];
  colours: Colours;
  measure: Measure;
}

export interface Picture {
  svg: string;
  width: number;
  height: number;
}

const MARGIN = 48;
const HEADER = 38;
const PADDING = 14;
const LINE = 20;
/** Fonts that are there everywhere: a picture brings none, and fetches none. */
export const PICTURE_FONT = "14px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

interface Placed extends Box {
  node: WorkflowNode;
  drawing: NodeDrawing;
}

/** The canvas, or a part of it, as one SVG that needs nothing from elsewhere. */
export function drawCanvas(canvas: CanvasDrawing): Picture {
  const { nodes, workflow, drawingOf, groups, colours, measure } = canvas;
  const placed = nodes.map((node): Placed => {
    const drawing = drawingOf(node);
    const { x, y } = workflow.layout.nodes[node.id] ?? { x: 0, y: 0 };
    return { node, drawing, x, y, width: drawing.width, height: drawing.height };
  });
  const hidden = new Map(groups.flatMap((group) => (group.collapsed ? group.nodes.map((id) => [id, group]) : [])));
  const shown = placed.filter(({ node }) => !hidden.has(node.id));
  const ends = wireEnds(new Map(placed.map((box) => [box.node.id, box])), hidden);
  const body = [
    ...groups.map((group) => (group.collapsed ? "" : drawFrame(group, colours, measure))),
    ...workflow.edges.map((edge) => drawWire(edge, ends, workflow, colours)),
    ...shown.map((box) => drawNode(box, canvas)),
    ...groups.map((group) => (group.collapsed ? drawCollapsed(group, colours, measure) : "")),
  ].join("");
  const { x, y, width, height } = withMargin(boundsOf([...shown, ...groups]));
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" style="font:${escapeXml(PICTURE_FONT)}">` +
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colours("canvas")}"/>${body}</svg>`;
  return { svg, width, height };
}

function withMargin({ x, y, width, height }: Box = { x: 0, y: 0, width: 0, height: 0 }): Box {
  return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

function drawNode({ node, drawing, x, y }: Placed, { colours, measure }: CanvasDrawing): string {
  const { title, shape, width, height, text, picture } = drawing;
  const room = { width: width - 2 * PADDING, height: height - HEADER - PADDING };
  const mark = node.comment === undefined ? 0 : 22;
  const [name = ""] = wrapText(title, room.width - 22 - mark, 1, measure);
  const kind = colours(`kind-${shape}`);
  const lines = wrapText(text, room.width, Math.max(0, Math.floor(room.height / LINE)), measure);
  const top = y + HEADER + PADDING + 12;
  const words = lines.map(
    (line, index) => `<tspan x="${x + PADDING}" y="${top + index * LINE}">${escapeXml(line)}</tspan>`,
  );
  const image =
    picture === undefined
      ? ""
      : `<image href="${escapeXml(picture)}" x="${x + PADDING}" y="${y + HEADER + PADDING}" width="${room.width}" height="${Math.max(1, room.height)}"/>`;
  return (
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="${colours("card")}" stroke="${colours("line-strong")}"/>` +
    `<path d="M${x} ${y + HEADER}h${width}" stroke="${colours("line")}"/>` +
    `<rect x="${x + PADDING}" y="${y + 13}" width="12" height="12" rx="3" fill="${kind}"/>` +
    `<text x="${x + PADDING + 20}" y="${y + 24}" font-weight="600" fill="${colours("ink")}">${escapeXml(name)}</text>` +
    (mark > 0 ? drawCommentMark(x + width - PADDING - 16, y + 12, colours) : "") +
    (image || `<text fill="${colours("ink-2")}">${words.join("")}</text>`)
  );
}

/** A speech bubble, as on the canvas: that there is a comment, not what it says. */
function drawCommentMark(x: number, y: number, colours: Colours): string {
  const bubble = `M${x} ${y + 15}v-12a2 2 0 0 1 2 -2h12a2 2 0 0 1 2 2v7a2 2 0 0 1 -2 2h-11z`;
  const lines = `M${x + 4} ${y + 5}h8M${x + 4} ${y + 8}h6`;
  return `<path class="comment" d="${bubble}${lines}" fill="none" stroke="${colours("waiting")}" stroke-width="1.5" stroke-linejoin="round"/>`;
}

interface WireEnd extends Point {
  /** The node or the collapsed group that it is drawn at. */
  at: unknown;
  type: string;
}

type WireEnds = (end: Endpoint, side: "source" | "target") => WireEnd | undefined;

function wireEnds(byId: ReadonlyMap<string, Placed>, hidden: ReadonlyMap<string, GroupDrawing>): WireEnds {
  return (end, side) => {
    const box = byId.get(end.node);
    if (box === undefined) return undefined;
    const { drawing } = box;
    const isSource = side === "source";
    const output = drawing.outputs.get(end.port);
    const type = output?.type ?? "any";
    const group = hidden.get(end.node);
    if (group !== undefined) {
      const port = (isSource ? group.outputs : group.inputs).find(
        ({ end: { node, port: name } }) => node === end.node && name === end.port,
      );
      const y = group.y + (port?.y ?? group.height / 2);
      return { at: group, x: group.x + (isSource ? group.width : 0), y, type };
    }
    const y = (isSource ? output?.y : drawing.inputs.get(end.port)) ?? drawing.height / 2;
    return { at: box, x: box.x + (isSource ? box.width : 0), y: box.y + y, type };
  };
}

function drawWire(
  { id, source, target }: WorkflowEdge,
  ends: WireEnds,
  { layout }: Workflow,
  colours: Colours,
): string {
  const [from, to] = [ends(source, "source"), ends(target, "target")];
  if (from === undefined || to === undefined || from.at === to.at) return "";
  const curves = wireCurves(from, to, layout.edges?.[id]?.points ?? []);
  const colour = colours(from.type === "any" ? "port-text" : `port-${from.type}`);
  return `<path d="${pathOf(curves)}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}
