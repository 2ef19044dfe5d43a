import type { NodeShape } from "@/components/board/nodeLooks";
import { pathOf, wireCurves } from "@/components/board/wirePath";
import type { Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import type { Colours } from "./colours";
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

interface Box {
  node: WorkflowNode;
  drawing: NodeDrawing;
  x: number;
  y: number;
}

/** The canvas, or a part of it, as one SVG that needs nothing from elsewhere. */
export function drawCanvas(canvas: CanvasDrawing): Picture {
  const { nodes, workflow, drawingOf, colours } = canvas;
  const boxes = nodes.map((node): Box => {
    const { x, y } = workflow.layout.nodes[node.id] ?? { x: 0, y: 0 };
    return { node, drawing: drawingOf(node), x, y };
  });
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const bounds = boundsOf(boxes);
  const wires = workflow.edges.map((edge) => drawWire(edge, byId, workflow, colours));
  const body = [...wires, ...boxes.map((box) => drawNode(box, canvas))].join("");
  const { x, y, width, height } = bounds;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" style="font:${escapeXml(PICTURE_FONT)}">` +
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colours("canvas")}"/>${body}</svg>`;
  return { svg, width, height };
}

function boundsOf(boxes: readonly Box[]): { x: number; y: number; width: number; height: number } {
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), values[0] ?? 0);
  const x = least(boxes.map((box) => box.x)) - MARGIN;
  const y = least(boxes.map((box) => box.y)) - MARGIN;
  const right = -least(boxes.map((box) => -box.x - box.drawing.width)) + MARGIN;
  const bottom = -least(boxes.map((box) => -box.y - box.drawing.height)) + MARGIN;
  return { x, y, width: right - x, height: bottom - y };
}

function drawNode({ drawing, x, y }: Box, { colours, measure }: CanvasDrawing): string {
  const { title, shape, width, height, text, picture } = drawing;
  const room = { width: width - 2 * PADDING, height: height - HEADER - PADDING };
  const [name = ""] = wrapText(title, room.width - 22, 1, measure);
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
    (image || `<text fill="${colours("ink-2")}">${words.join("")}</text>`)
  );
}

function drawWire(
  { id, source, target }: WorkflowEdge,
  byId: ReadonlyMap<string, Box>,
  { layout }: Workflow,
  colours: Colours,
): string {
  const [from, to] = [byId.get(source.node), byId.get(target.node)];
  if (from === undefined || to === undefined) return "";
  const output = from.drawing.outputs.get(source.port) ?? { y: from.drawing.height / 2, type: "any" };
  const input = to.drawing.inputs.get(target.port) ?? to.drawing.height / 2;
  const start = { x: from.x + from.drawing.width, y: from.y + output.y };
  const curves = wireCurves(start, { x: to.x, y: to.y + input }, layout.edges?.[id]?.points ?? []);
  const colour = colours(output.type === "any" ? "port-text" : `port-${output.type}`);
  return `<path d="${pathOf(curves)}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** What XML forbids even in words goes. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"']/g, (sign) => signs[sign] ?? "");
}
