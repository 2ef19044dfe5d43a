import type { Box } from "@/store/boxes";
import type { Endpoint } from "@/types/workflow";
import type { Colours } from "./colours";
import { escapeXml } from "./escapeXml";
import { type Measure, wrapText } from "./wrapText";

/** A group as it stands: its frame, or the one node that it is drawn as. */
export interface GroupDrawing extends Box {
  title: string;
  /** Token of its colour. */
  colour: string;
  nodes: readonly string[];
  collapsed: boolean;
  /** Of a collapsed one; `y` from its top. */
  inputs: readonly GroupPortDrawing[];
  outputs: readonly GroupPortDrawing[];
}

export interface GroupPortDrawing {
  end: Endpoint;
  name: string;
  y: number;
}

const PADDING = 14;
const HEADER = 38;

/** The frame behind the nodes, with its name. */
export function drawFrame(
  { title, colour, x, y, width, height }: GroupDrawing,
  colours: Colours,
  measure: Measure,
): string {
  const tint = colours(colour);
  const [name = ""] = wrapText(title, width - 2 * PADDING, 1, measure);
  return (
    `<rect class="group" x="${x}" y="${y}" width="${width}" height="${height}" rx="18" fill="${tint}" fill-opacity="0.09" stroke="${tint}" stroke-opacity="0.45" stroke-width="1.5"/>` +
    `<text x="${x + PADDING}" y="${y + 26}" font-weight="600" fill="${colours("ink")}">${escapeXml(name)}</text>`
  );
}

/** A collapsed group, with the names of its ports. */
export function drawCollapsed(group: GroupDrawing, colours: Colours, measure: Measure): string {
  const { title, colour, x, y, width, height, inputs, outputs } = group;
  const tint = colours(colour);
  const [name = ""] = wrapText(title, width - 2 * PADDING - 20, 1, measure);
  const half = width / 2 - 2 * PADDING;
  const port = ({ name: portName, y: at }: GroupPortDrawing, isInput: boolean) => {
    const [label = ""] = wrapText(portName, half, 1, measure);
    const edge = isInput ? x : x + width;
    const anchor = isInput ? "start" : "end";
    return (
      `<circle cx="${edge}" cy="${y + at}" r="5" fill="${colours("card")}" stroke="${colours("line-strong")}" stroke-width="2"/>` +
      `<text x="${edge + (isInput ? PADDING : -PADDING)}" y="${y + at + 5}" text-anchor="${anchor}" fill="${colours("ink-2")}">${escapeXml(label)}</text>`
    );
  };
  return (
    `<rect class="group" x="${x}" y="${y}" width="${width}" height="${height}" rx="12" fill="${colours("card")}" stroke="${tint}" stroke-width="1.5"/>` +
    `<path d="M${x} ${y + HEADER}h${width}" stroke="${colours("line")}"/>` +
    `<rect x="${x + PADDING}" y="${y + 13}" width="12" height="12" rx="3" fill="${tint}"/>` +
    `<text x="${x + PADDING + 20}" y="${y + 24}" font-weight="600" fill="${colours("ink")}">${escapeXml(name)}</text>` +
    [...inputs.map((each) => port(each, true)), ...outputs.map((each) => port(each, false))].join("")
  );
}
