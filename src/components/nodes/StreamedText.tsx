import "./answer.css";
import { useEffect, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { CopyButton } from "./CopyButton";
import { LazyMarkdown } from "./LazyMarkdown";
import { prettyJson } from "./prettyJson";

/** How far from its end a text may be scrolled and still follow what arrives, in pixels. */
const FOLLOW_PX = 24;

/**
 * An answer: plain text while it arrives, whose end is followed unless the reader has scrolled away, then markdown or
 * indented JSON.
 */
export function StreamedText({
  text,
  isStreaming,
  isJson = false,
}: {
  text: string;
  isStreaming: boolean;
  isJson?: boolean;
}) {
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
        className={cx(
          "nodrag nowheel wrap-anywhere max-h-[126px] cursor-text select-text overflow-y-auto",
          isStreaming ? "whitespace-pre-wrap" : "fading",
        )}
      >
        {isStreaming && text}
        {isStreaming && <span className="caret" aria-hidden />}
        {!isStreaming && isJson && (
          <pre className="wrap-anywhere whitespace-pre-wrap font-mono text-xs">{prettyJson(text)}</pre>
        )}
        {!isStreaming && !isJson && <LazyMarkdown text={text} />}
      </div>
      {!isStreaming && <CopyButton text={text} />}
    </div>
  );
}
