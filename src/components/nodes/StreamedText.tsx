import { useEffect, useRef } from "react";
import { CopyButton } from "./CopyButton";

/** How far from its end a text may be scrolled and still follow what arrives, in pixels. */
const FOLLOW_PX = 24;

/** An answer as plain text; follows the end while it arrives, unless the reader has scrolled away. */
export function StreamedText({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when text arrives
  useEffect(() => {
    const { current } = box;
    if (current !== null && isStreaming && follows.current) current.scrollTop = current.scrollHeight;
  }, [text, isStreaming]);
  // Read from the beginning once it is complete.
  useEffect(() => {
    if (!isStreaming && box.current !== null) box.current.scrollTop = 0;
  }, [isStreaming]);
  const onScroll = () => {
    const { current } = box;
    if (current === null) return;
    follows.current = current.scrollHeight - current.scrollTop - current.clientHeight < FOLLOW_PX;
  };
  return (
    <div className="group/text relative">
      <div
        ref={box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
        tabIndex={0}
        className="nodrag nowheel wrap-anywhere max-h-[126px] cursor-text select-text overflow-y-auto whitespace-pre-wrap"
      >
        {text}
        {isStreaming && <span className="caret" aria-hidden />}
      </div>
      {!isStreaming && <CopyButton text={text} />}
    </div>
  );
}
