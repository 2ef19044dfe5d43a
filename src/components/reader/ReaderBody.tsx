import "./reader.css";
import { useMemo, useState } from "react";
import { messageOf } from "@/components/ErrorNote";
import { reader as words } from "@/components/messages/reader";
import { PictureGrid } from "@/components/nodes/PictureGrid";
import { readPictures } from "@/components/nodes/picture";
import { prettyJson } from "@/components/nodes/prettyJson";
import { ReasoningFold } from "@/components/nodes/ReasoningFold";
import type { Readable } from "@/components/nodes/readable";
import { SourceList } from "@/components/nodes/SourceList";
import { StreamedText } from "@/components/nodes/StreamedText";
import { type Mark, readCited } from "@/components/nodes/sources";
import { ToolFold } from "@/components/nodes/ToolFold";
import { cx } from "@/components/ui/cx";
import type { WorkflowNode } from "@/types/workflow";
import { JsonTree } from "./JsonTree";
import { LongMarkdown } from "./LongMarkdown";
import { SourceText } from "./SourceText";
import { useFollowEnd } from "./useFollowEnd";

/** Rendered, as a tree of JSON, or as it stands. */
export type ReaderView = "read" | "tree" | "source";

/** The ways to look at a result, the best first. */
export function viewsOf(result: Readable | undefined): readonly ReaderView[] {
  if (result === undefined || result.assets !== undefined || result.isStreaming) return ["read"];
  return result.json === undefined ? ["read", "source"] : ["tree", "source"];
}

interface Props {
  node: WorkflowNode;
  result: Readable;
  view: ReaderView;
}

/** The result itself. */
export function ReaderBody({ node, result, view }: Props) {
  const { text, reasoning, tools, sources, isStreaming, thoughtMs } = result;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const cited = useMemo(() => readCited(sources, text), [sources, text]);
  useFollowEnd(scroller, text, isStreaming);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
    <div ref={setScroller} className="reading -outline-offset-2 relative min-h-0 flex-1 overflow-y-auto" tabIndex={0}>
      <article
        className={cx("mx-auto flex flex-col gap-4 px-5 py-6", view === "read" ? "max-w-[112ch]" : "max-w-[140ch]")}
      >
        <ReasoningFold text={reasoning} isThinking={isStreaming && text === ""} thoughtMs={thoughtMs} />
        <ToolFold tools={tools} />
        <Content node={node} result={result} view={view} marks={cited.marks} scroller={scroller} />
        {!isStreaming && <SourceList text={text} cited={cited} />}
      </article>
    </div>
  );
}

interface ContentProps extends Props {
  marks: readonly Mark[];
  scroller: HTMLElement | null;
}

function Content({ node, result, view, marks, scroller }: ContentProps) {
  const { text, json, assets, error, isStreaming } = result;
  const pictures = useMemo(() => readPictures(assets, node.title ?? node.type), [assets, node]);
  if (error !== undefined) return <p className="text-error">{messageOf(error)}</p>;
  if (pictures !== undefined) return <PictureGrid pictures={pictures} nodeId={node.id} />;
  if (isStreaming) return <StreamedText text={text} isStreaming room="page" />;
  if (view === "tree" && json !== undefined)
    return <JsonTree node={node} result={result} value={json} scroller={scroller} />;
  if (text === "") return <p className="text-ink-3">{words.nothing}</p>;
  if (view === "read") return <LongMarkdown text={text} marks={marks} scroller={scroller} />;
  return <SourceText text={json === undefined ? text : prettyJson(json)} scroller={scroller} />;
}
