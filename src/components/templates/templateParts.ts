import { isWide } from "@/components/nodes/fitTitle";
import type { ProviderId } from "@/types/providerTable";
import type { Workflow, WorkflowNode } from "@/types/workflow";

/** What the nodes of a template run on. An empty model is one that the person still has to choose. */
// An alias has the index signature that the data of a node wants.
export type TemplateModel = {
  provider: ProviderId;
  model: string;
  account?: string;
};

export interface TemplatePayers {
  runsOn: TemplateModel;
  /** Another model of the same payer, to compare with; the same one if it has no other. */
  other: string;
  /** One more, if the payer has it. */
  third?: string;
  /** Makes pictures. */
  pictures: ProviderId;
}

/** A file of `public/samples` that a template's node starts with. */
export type SampleFile = "receipt.png" | "harbour.png" | "kitchen.png" | "espresso-manual.pdf";

/** The part of a document that a template brings. Its ids are replaced when it is put on the canvas. */
export type TemplateParts = Pick<Workflow, "nodes" | "edges"> & {
  layout: Workflow["layout"]["nodes"];
  /** By the id of the node that takes it. */
  samples?: Record<string, SampleFile>;
};

/** From one column to the next, and from one node to the one below, in canvas pixels. */
const COLUMN = 370;
const GAP = 56;

/** Places nodes in columns from left to right, each column around one middle line. */
export function inColumns(nodes: readonly WorkflowNode[], columns: readonly string[][]): TemplateParts["layout"] {
  const places = columns.flatMap((ids, column) => {
    const heights = ids.map((id) => roomOf(nodes.find((node) => node.id === id)));
    const total = heights.reduce((sum, height) => sum + height + GAP, -GAP);
    return ids.map((id, index) => {
      const above = heights.slice(0, index).reduce((sum, height) => sum + height + GAP, 0);
      return [id, { x: column * COLUMN, y: Math.round(above - total / 2) }] as const;
    });
  });
  return Object.fromEntries(places);
}

/** What nodes need once they have an answer, in canvas pixels. */
const rooms: Record<string, number> = {
  llmGenerate: 260,
  compare: 320,
  imageGenerate: 260,
  imageInput: 220,
  fileInput: 210,
  condition: 150,
  join: 140,
  jsonExtract: 110,
  output: 280,
  score: 230,
  table: 240,
  review: 220,
  request: 200,
  transform: 220,
};
const TITLE = 58;
const LINE = 18;
const CHARACTERS_OF_LINE = 34;
const MOST_TEXT = 340;

/** How many lines a text takes where so many Latin letters go into one; those of Chinese and Korean are twice as wide. */
export function linesOf(text: string, lettersOfLine: number): number {
  const widthOf = (line: string) => Array.from(line).reduce((width, letter) => width + (isWide(letter) ? 2 : 1), 0);
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / lettersOfLine)), 0);
}

function roomOf(node: WorkflowNode | undefined): number {
  const text = typeof node?.data.text === "string" ? node.data.text : "";
  const lines = linesOf(text, CHARACTERS_OF_LINE);
  const ports = new Set(text.match(/\{\{[^}]+\}\}/g)).size * 28;
  const below = node?.type === "list" ? 36 : 0;
  return (
    rooms[node?.type ?? ""] ?? TITLE + Math.min(MOST_TEXT, lines * LINE) + (node?.type === "prompt" ? ports : 0) + below
  );
}
