import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useMemo, useRef } from "react";
import { reader as words } from "@/components/messages/reader";
import { mayHaveMath, withDollars } from "@/components/nodes/rich/dollars";
import { useMath } from "@/components/nodes/rich/richParts";
import type { Mark } from "@/components/nodes/sources";
import { cx } from "@/components/ui/cx";
import { type Chunk, chunkMarkdown, type Heading, marksIn } from "./markdownChunks";
import { RichMarkdown } from "./RichMarkdown";

interface Props {
  text: string;
  marks: readonly Mark[];
  /** What scrolls around it. */
  scroller: HTMLElement | null;
}

/** So many parts are there at once, so that the browser finds words in all of them; of more, those in sight. */
const ALL_AT_ONCE = 8;
/** Pixels of a part for each of its characters, until it is measured. */
const PX_PER_CHAR = 0.35;

/** An answer of any length with its headings beside it. */
export function LongMarkdown({ text, marks, scroller }: Props) {
  const hasMath = useMemo(() => mayHaveMath(text), [text]);
  const { chunks, headings } = useMemo(() => chunkMarkdown(hasMath ? withDollars(text) : text), [text, hasMath]);
  const body = useRef<HTMLDivElement>(null);
  const math = useMath(hasMath);
  const isLong = chunks.length > ALL_AT_ONCE;
  const virtual = useVirtualizer({
    count: isLong ? chunks.length : 0,
    getScrollElement: () => scroller,
    estimateSize: (index) => 40 + (chunks[index]?.text.length ?? 0) * PX_PER_CHAR,
    overscan: 2,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  const goTo = useCallback(
    ({ at, chunk }: Heading) => {
      if (isLong) virtual.scrollToIndex(chunk, { align: "start" });
      focusWhenThere(body, `[data-at="${at}"]`);
    },
    [isLong, virtual],
  );
  const partOf = (chunk: Chunk) => <RichMarkdown chunk={chunk} marks={marksIn(chunk, marks)} math={math} />;
  return (
    <div className="flex justify-center gap-8">
      {headings.length > 1 && <Outline headings={headings} onChoose={goTo} />}
      {isLong ? (
        <div ref={body} className="relative min-w-0 max-w-[82ch] flex-1" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="absolute top-0 left-0 w-full pb-4"
              style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            >
              {partOf(chunks[index] as Chunk)}
            </div>
          ))}
        </div>
      ) : (
        <div ref={body} className="flex min-w-0 max-w-[82ch] flex-1 flex-col gap-4">
          {chunks.map((chunk) => (
            <div key={chunk.start}>{partOf(chunk)}</div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Frames to wait for a part that is far away and comes in sight, until nothing is waited for any more. */
const PATIENCE = 30;

function focusWhenThere(body: RefObject<HTMLElement | null>, selector: string, patience = PATIENCE): void {
  const found = body.current?.querySelector<HTMLElement>(selector);
  if (found != null) {
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "start" });
  } else if (patience > 0) requestAnimationFrame(() => focusWhenThere(body, selector, patience - 1));
}

function Outline({ headings, onChoose }: { headings: readonly Heading[]; onChoose: (heading: Heading) => void }) {
  const top = Math.min(...headings.map(({ level }) => level));
  return (
    <nav aria-label={words.outline} className="hidden w-56 shrink-0 lg:block">
      <ol className="sticky top-4 flex max-h-[calc(100dvh-9rem)] flex-col gap-px overflow-y-auto text-sm">
        {headings.map((heading) => (
          <li key={heading.at}>
            <button
              type="button"
              onClick={() => onChoose(heading)}
              className={cx(
                "w-full truncate rounded-sm py-1 pr-2 text-left text-ink-2 hover:bg-hover hover:text-ink",
                indents[Math.min(heading.level - top, indents.length - 1)],
                heading.level === top && "font-medium",
              )}
            >
              {heading.text}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const indents = ["pl-2", "pl-5", "pl-8", "pl-11"];
