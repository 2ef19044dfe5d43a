import "./answer.css";
import { cx } from "@/components/ui/cx";
import { ArrivingText, ArrivingWords } from "./ArrivingText";
import { CopyButton } from "./CopyButton";
import { JsonText } from "./JsonText";
import { LazyMarkdown } from "./LazyMarkdown";
import type { Mark } from "./sources";

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
  /** The node whose words in the shown run are shown while they come; `text` may be older then. */
  liveOf?: string;
}) {
  const { text, isStreaming, isJson = false, marks, room = "node", nodeId, liveOf } = props;
  const arriving = { isWhole: room === "page", className: cx(boxClass, rooms[room]) };
  return (
    <div className="answer-box group/text relative">
      {isStreaming && liveOf === undefined && <ArrivingText {...arriving} text={text} />}
      {isStreaming && liveOf !== undefined && <ArrivingWords {...arriving} nodeId={liveOf} />}
      {!isStreaming && (
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
