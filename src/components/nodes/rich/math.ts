import "katex/dist/katex.min.css";
import { fromHtmlIsomorphic } from "hast-util-from-html-isomorphic";
import katex from "katex";
import remarkMath from "remark-math";

/** Longer formulas stay as they are written, in characters: typesetting takes as long as the text is. */
const TOO_LONG = 5_000;

/** The parts of a Markdown tree that are read here. */
interface MdNode {
  type: string;
  value?: string;
  children?: MdNode[];
  data?: object;
  position?: { start: { offset?: number }; end: { offset?: number } };
}

/** Takes back what is money, and sets a formula that stands alone on a line of its own. A plugin of `remark`. */
function settleDollars() {
  return (tree: MdNode, file: { toString(): string }): void => settle(tree, String(file));
}

function settle(parent: MdNode, source: string): void {
  for (const [index, child] of (parent.children ?? []).entries()) {
    const [only] = child.children ?? [];
    if (child.type === "inlineMath" && isMoney(child, source)) {
      parent.children?.splice(index, 1, { type: "text", value: rawOf(child, source), position: child.position });
    } else if (only?.type === "inlineMath" && child.children?.length === 1 && rawOf(only, source).startsWith("$$")) {
      parent.children?.splice(index, 1, toDisplay(only));
    } else settle(child, source);
  }
}

function rawOf({ position }: MdNode, source: string): string {
  return source.slice(position?.start.offset, position?.end.offset);
}

/** As Pandoc tells them apart: nothing blank beside the dollars within, no digit behind. */
function isMoney(node: MdNode, source: string): boolean {
  const raw = rawOf(node, source);
  if (raw.startsWith("$$")) return false;
  const within = raw.slice(1, -1);
  const behind = source.slice(node.position?.end.offset).charAt(0);
  const isSentence = /^\d[\d.,]*\s+\p{L}{2,}/u.test(within) && !/[\\^_={]/.test(within);
  return /^\s|\s$/.test(within) || /\d/.test(behind) || isSentence;
}

function toDisplay({ value = "", position }: MdNode): MdNode {
  const code = {
    type: "element",
    tagName: "code",
    properties: { className: ["language-math"] },
    children: [{ type: "text", value }],
  };
  return { type: "math", value, position, data: { hName: "pre", hChildren: [code] } };
}

/** The parts of an HTML syntax tree that are read here. */
interface Node {
  type: string;
  tagName?: string;
  value?: string;
  properties?: { className?: unknown };
  children?: Node[];
}

/** Typesets formulas; after everything foreign was taken out, since what stands there is our own. A plugin of `rehype`. */
function typeset() {
  return (tree: Node): void => replaceFormulas(tree, false);
}

function replaceFormulas(parent: Node, isPre: boolean): void {
  for (const [index, child] of (parent.children ?? []).entries()) {
    const [only] = child.children ?? [];
    if (child.tagName === "pre" && only !== undefined && isFormula(only)) {
      parent.children?.splice(index, 1, ...setFormula(only, true));
    } else if (isFormula(child)) parent.children?.splice(index, 1, ...setFormula(child, isPre));
    else replaceFormulas(child, child.tagName === "pre");
  }
}

function isFormula({ tagName, properties }: Node): boolean {
  return tagName === "code" && Array.isArray(properties?.className) && properties.className.includes("language-math");
}

function setFormula(node: Node, displayMode: boolean): Node[] {
  const tex = node.children?.[0]?.value ?? "";
  if (tex.length > TOO_LONG) return [node];
  const options = {
    displayMode,
    throwOnError: false,
    strict: "ignore",
    trust: false,
    maxSize: 20,
    maxExpand: 200,
  } as const;
  return fromHtmlIsomorphic(katex.renderToString(tex, options), { fragment: true }).children as Node[];
}

export const remarkPlugins = [remarkMath, settleDollars];
export const rehypePlugins = [typeset];
