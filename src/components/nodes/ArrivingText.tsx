import "./answer.css";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { useRun } from "@/store/useRun";
import { tailOf } from "./tailOf";
import { useTextRoom } from "./useTextRoom";
import { writeArriving } from "./writeArriving";

/** How far from its end a text may be scrolled and still follow what arrives, in pixels. */
export const FOLLOW_PX = 48;

interface ArrivingProps {
  isWhole: boolean;
  className: string;
}

/** The words of a node as they come: nothing above them renders for each of them. */
export function ArrivingWords({ nodeId, ...look }: ArrivingProps & { nodeId: string }) {
  return <ArrivingText {...look} text={useRun(({ run }) => run.nodes[nodeId]?.text ?? "")} />;
}

/**
 * An answer as it comes, in plain words. Its end is followed unless the reader has scrolled away. While it is, the far
 * beginning is left out where it would not be seen (`isWhole` where it would): laying out the whole of a long answer
 * anew for every word would cost more than all else.
 */
export function ArrivingText(props: ArrivingProps & { text: string }) {
  const { text, isWhole, className } = props;
  const box = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLSpanElement>(null);
  const [isFollowed, setIsFollowed] = useState(true);
  /** Of what the reader looks at, in pixels from the end. */
  const fromEnd = useRef(0);
  useWords(words, text, useTextRoom(box), isFollowed && !isWhole);
  // The beginning is there again: what the reader looks at stays where it is.
  useLayoutEffect(() => {
    if (box.current !== null) box.current.scrollTop = isFollowed ? 0 : box.current.scrollHeight - fromEnd.current;
  }, [isFollowed]);
  const onScroll = () => {
    const { current } = box;
    if (current === null) return;
    const { scrollTop, scrollHeight, clientHeight } = current;
    // A reversed column counts from its end, in negative numbers.
    fromEnd.current = isFollowed ? clientHeight - scrollTop : scrollHeight - scrollTop;
    setIsFollowed(fromEnd.current - clientHeight < FOLLOW_PX);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it does what a text that scrolls does with the key anyway
    <div
      ref={box}
      onScroll={onScroll}
      // By the time the browser has scrolled there, the end is elsewhere.
      onKeyDown={({ key }) => key === "End" && setIsFollowed(true)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
      tabIndex={0}
      // A reversed column stays at its end by itself: to scroll there after every word would lay out the page anew.
      className={cx(className, "whitespace-pre-wrap", isFollowed && "following flex flex-col-reverse")}
    >
      <p className="relative">
        <span ref={words} />
        <span className="caret" aria-hidden />
      </p>
    </div>
  );
}

/** Keeps the words of an element at the text, or at its end as far as there is room for it. */
function useWords(element: RefObject<HTMLElement | null>, text: string, room: number, isTail: boolean): void {
  const shownFrom = useRef(0);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const from = isTail ? text.length - tailOf(text, room).length : 0;
    writeArriving(element.current, text, from, shownFrom.current);
    shownFrom.current = from;
  }, [element, text, room, isTail]);
}
