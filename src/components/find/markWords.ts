import { lowered, placesIn } from "./findMatches";

/** Marks the words where they are drawn, without touching what is drawn. */

const ALL = "find";
const CURRENT = "find-current";
/** Marks that are drawn at most. */
const MOST_MARKS = 2000;

/** Marks all in sight, those of one node apart; without words none. Browsers without the API show no marks. */
export function markWords(root: Element, words: string, currentNode: string | undefined): void {
  if (!("highlights" in CSS)) return;
  const ranges = words.trim() === "" ? [] : rangesOf(root, lowered(words));
  const isCurrent = ({ startContainer }: Range) =>
    currentNode !== undefined && startContainer.parentElement?.closest(nodeSelector(currentNode)) !== null;
  const current = ranges.filter(isCurrent);
  CSS.highlights.set(CURRENT, new Highlight(...current));
  CSS.highlights.set(ALL, new Highlight(...ranges.filter((range) => !current.includes(range))));
}

export function clearMarks(): void {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete(ALL);
  CSS.highlights.delete(CURRENT);
}

/** Scrolls inside of the node, so that the words can be read where the text is longer than its field. */
export function scrollToWords(root: Element, node: string, before: string, words: string): void {
  const element = root.querySelector(nodeSelector(node));
  if (element === null) return;
  const ranges = rangesOf(element, lowered(words));
  const tail = before.slice(-12);
  const standsAfter = ({ startContainer, startOffset }: Range) =>
    (startContainer.nodeValue ?? "").slice(0, startOffset).replace(/\s+/g, " ").endsWith(tail);
  const range = ranges.find(standsAfter) ?? ranges[0];
  const box = scrollBoxOf(range?.startContainer.parentElement ?? null, element);
  if (range === undefined || box === null) return;
  const offset = range.getBoundingClientRect().top - box.getBoundingClientRect().top;
  // The canvas may be zoomed: what is seen as one pixel is several of the box's own.
  const scale = box.getBoundingClientRect().height / box.offsetHeight || 1;
  box.scrollTop += offset / scale - box.clientHeight / 2;
}

function scrollBoxOf(from: HTMLElement | null, end: Element): HTMLElement | null {
  for (let box = from; box !== null && box !== end; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return null;
}

const nodeSelector = (id: string) => `.react-flow__node[data-id="${CSS.escape(id)}"]`;

function rangesOf(root: Element, words: string): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && ranges.length < MOST_MARKS) {
    const text = walker.currentNode;
    // What a field began with; what it shows is no text of the page, and is drawn behind it.
    if (text.parentElement?.localName === "textarea") continue;
    for (const at of placesIn(text.nodeValue ?? "", words)) {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + words.length);
      ranges.push(range);
    }
  }
  return ranges;
}
