import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";

/** In characters: no longer piece is laid out at once. */
const PIECE = 4_000;

/** A text of any length as it stands. */
export function SourceText({ text, scroller }: { text: string; scroller: HTMLElement | null }) {
  const pieces = useMemo(() => piecesOf(text), [text]);
  const body = useRef<HTMLPreElement>(null);
  const virtual = useVirtualizer({
    count: pieces.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => 20 + (pieces[index]?.length ?? 0) * 0.2,
    overscan: 3,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  return (
    <pre ref={body} className="relative select-text font-mono text-xs" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start, key }) => (
        <div
          key={key}
          ref={virtual.measureElement}
          data-index={index}
          className="wrap-anywhere absolute top-0 left-0 w-full whitespace-pre-wrap"
          style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
        >
          {pieces[index]}
        </div>
      ))}
    </pre>
  );
}

/** Whole lines together, as far as they fit; a line that is longer than a piece is cut. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = at + PIECE;
    const line = end >= text.length ? -1 : text.lastIndexOf("\n", end);
    const cut = line > at ? line : Math.min(end, text.length);
    pieces.push(text.slice(at, cut));
    at = text[cut] === "\n" ? cut + 1 : cut;
  }
  return pieces;
}
