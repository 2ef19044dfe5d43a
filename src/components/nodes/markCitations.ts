import type { Mark } from "./sources";

/** The parts of an HTML syntax tree that are read here. */
interface Node {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, string | number | undefined>;
  children?: Node[];
  /** Where it came from in the Markdown, in UTF-16 units. */
  position?: { start: { offset?: number }; end: { offset?: number } };
}

/** Blocks whose end lies within their last child: a mark there stands beside the words, not below them. */
const blocks = new Set(
  ["p", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td"].concat([
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
  ]),
);

/** A link has no other within it, a number within code would be code, and the others can hold nothing. */
const closed = new Set(["a", "pre", "code", "hr", "br", "img", "input"]);

/** Puts a number after each place of the Markdown that a source is named for. A plugin of `rehype`. */
export function markCitations({ marks }: { marks: readonly Mark[] }) {
  return (tree: Node): void => {
    // From the end, so that what was put in does not stand in the way.
    for (const mark of marks.toReversed()) insert(tree, mark);
  };
}

function insert(parent: Node, mark: Mark): void {
  const children = parent.children ?? [];
  const index = children.findLastIndex((child) => startOf(child) < mark.at);
  const child = children[index];
  if (child === undefined) return void children.push(toElement(mark));
  const isInside = mark.at < endOf(child);
  const { tagName = "" } = child;
  const isEntered = child.children !== undefined && (isInside ? !closed.has(tagName) : blocks.has(tagName));
  if (isEntered) insert(child, mark);
  else children.splice(index, 1, ...(isInside ? split(child, mark) : [child, toElement(mark)]));
}

/** A text in two; one whose length is not that of its Markdown, because of an escape, stays whole. */
function split(child: Node, mark: Mark): Node[] {
  const { value = "" } = child;
  const start = startOf(child);
  const isPlain = value.length === endOf(child) - start;
  if (child.type !== "text" || !isPlain) return [child, toElement(mark)];
  const at = mark.at - start;
  const first = {
    ...child,
    value: value.slice(0, at),
    position: { start: { offset: start }, end: { offset: mark.at } },
  };
  const second = { ...child, value: value.slice(at), position: { ...child.position, start: { offset: mark.at } } };
  return [first, toElement(mark), second as Node];
}

// What the renderer itself has put in has no place, and is passed over.
const startOf = ({ position }: Node): number => position?.start.offset ?? Number.POSITIVE_INFINITY;
const endOf = ({ position }: Node): number => position?.end.offset ?? 0;

function toElement({ source: { number, url, title, host } }: Mark): Node {
  const properties = { dataCite: number, dataTitle: title, dataUrl: host === undefined ? undefined : url };
  return { type: "element", tagName: "sup", properties, children: [{ type: "text", value: String(number) }] };
}
