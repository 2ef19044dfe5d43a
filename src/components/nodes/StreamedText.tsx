import "./answer.css";
import { useLayoutEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { CopyButton } from "./CopyButton";
import { JsonText } from "./JsonText";
import { LazyMarkdown } from "./LazyMarkdown";
import type { Mark } from "./sources";
import { tailOf } from "./tailOf";

/** How far from its end a text may be scrolled and still follow what arrives, in pixels. */
const FOLLOW_PX = 24;

/** How much of a long text shows before it scrolls: on a node, in the panel beside it, or all of it. */
export type TextRoom = "node" | "panel" | "page";

/** An answer: plain text while it arrives, then markdown with the marks of its sources, or indented JSON. */
export function StreamedText(props: {
  text: string;
  isStreaming: boolean;
  isJson?: boolean;
  marks?: readonly Mark[];
  room?: TextRoom;
  /** Where all of a long text can be read. */
  nodeId?: string;
}) {
  const { text, isStreaming, isJson = false, marks, room = "node", nodeId } = props;
  return (
    <div className="answer-box group/text relative">
      {isStreaming ? (
        <ArrivingText text={text} room={room} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
        <div tabIndex={0} className={cx(boxClass, rooms[room], "fading")}>
          {isJson ? (
            <JsonText value={text} nodeId={nodeId} />
          ) : (
            <LazyMarkdown text={text} marks={marks} nodeId={nodeId} />
          )}
        </div>
      )}
      {!isStreaming && <CopyButton text={text} />}
    </div>
  );
}

const boxClass = "nodrag nowheel wrap-anywhere cursor-text select-text overflow-y-auto";
const rooms: Record<TextRoom, string> = { node: "max-h-[126px]", panel: "max-h-[420px]", page: "" };

/**
 * Its end is followed unless the reader has scrolled away. While it is, the far beginning is left out: laying out the
 * whole of a long answer anew for every word would cost more than all else.
 */
function ArrivingText({ text, room }: { text: string; room: TextRoom }) {
  const box = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLSpanElement>(null);
  const [isFollowed, setIsFollowed] = useState(true);
  /** Of what the reader looks at, in pixels from the end. */
  const fromEnd = useRef(0);
  useLayoutEffect(() => {
    if (words.current !== null) writeText(words.current, isFollowed ? tailOf(text) : text);
  }, [text, isFollowed]);
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
    <div
      ref={box}
      onScroll={onScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
      tabIndex={0}
      // A reversed column stays at its end by itself: to scroll there after every word would lay out the page anew.
      className={cx(boxClass, rooms[room], "whitespace-pre-wrap", isFollowed && "flex flex-col-reverse")}
    >
      <p className="relative">
        <span ref={words} />
        <span className="caret" aria-hidden />
      </p>
    </div>
  );
}

/** Adds what is new: the browser then shapes and breaks only the end of the text again, and keeps what is selected. */
function writeText(element: HTMLElement, text: string): void {
  const { firstChild } = element;
  if (firstChild instanceof Text && text.startsWith(firstChild.data)) {
    firstChild.appendData(text.slice(firstChild.data.length));
  } else {
    element.textContent = text;
  }
}
