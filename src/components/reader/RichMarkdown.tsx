import { useMemo } from "react";
import { Markdown, type MarkdownExtras } from "@/components/nodes/Markdown";
import { codeInColours, type MathPlugins } from "@/components/nodes/rich/richParts";
import type { Mark } from "@/components/nodes/sources";
import type { Chunk } from "./markdownChunks";

/** A part of an answer with colours in its code and its formulas set. Headings tell where they stand in the whole. */
export function RichMarkdown(props: { chunk: Chunk; marks: readonly Mark[]; math: MathPlugins | undefined }) {
  const { chunk, marks, math } = props;
  const offset = chunk.start - chunk.lead;
  const extras = useMemo((): MarkdownExtras => {
    const rehypePlugins = [
      ...(math?.rehypePlugins ?? []),
      [placeHeadings, { offset }] as [typeof placeHeadings, Offset],
    ];
    return { remarkPlugins: math?.remarkPlugins, rehypePlugins, components: codeInColours };
  }, [math, offset]);
  return <Markdown text={chunk.text} marks={marks} extras={extras} />;
}

interface Offset {
  offset: number;
}

/** The parts of an HTML syntax tree that are read here. */
interface Node {
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
  position?: { start: { offset?: number } };
}

/** Lets a heading be found by its place in the whole, and take the focus. A plugin of `rehype`. */
function placeHeadings({ offset }: Offset) {
  const place = (node: Node): void => {
    const at = node.position?.start.offset;
    if (/^h[1-6]$/.test(node.tagName ?? "") && at !== undefined) {
      node.properties = { ...node.properties, dataAt: offset + at, tabIndex: -1 };
    }
    node.children?.forEach(place);
  };
  return place;
}
