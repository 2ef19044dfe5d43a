import "./reader.css";
import { useMemo } from "react";
import { reader as words } from "@/components/messages/reader";
import { LazyMarkdown } from "@/components/nodes/LazyMarkdown";
import { PictureGrid } from "@/components/nodes/PictureGrid";
import { readPictures } from "@/components/nodes/picture";
import { prettyJson } from "@/components/nodes/prettyJson";
import { ReasoningFold } from "@/components/nodes/ReasoningFold";
import type { Readable } from "@/components/nodes/readable";
import { SourceList } from "@/components/nodes/SourceList";
import { StreamedText } from "@/components/nodes/StreamedText";
import { readCited } from "@/components/nodes/sources";
import type { WorkflowNode } from "@/types/workflow";

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
  const { text, reasoning, sources, isStreaming, thoughtMs } = result;
  const cited = useMemo(() => readCited(sources, text), [sources, text]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
    <div className="reading min-h-0 flex-1 overflow-y-auto" tabIndex={0}>
      <article className="mx-auto flex max-w-[80ch] flex-col gap-4 px-5 py-6">
        <ReasoningFold text={reasoning} isThinking={isStreaming && text === ""} thoughtMs={thoughtMs} />
        <Content node={node} result={result} view={view} marks={cited.marks} />
        {!isStreaming && <SourceList text={text} cited={cited} />}
      </article>
    </div>
  );
}

function Content({ node, result, view, marks }: Props & { marks: ReturnType<typeof readCited>["marks"] }) {
  const { text, json, assets, error, isStreaming } = result;
  const pictures = useMemo(() => readPictures(assets, node.title ?? node.type), [assets, node]);
  if (error !== undefined) return <p className="text-error">{error.message}</p>;
  if (pictures !== undefined) return <PictureGrid pictures={pictures} nodeId={node.id} />;
  if (isStreaming) return <StreamedText text={text} isStreaming room="page" />;
  if (view === "read")
    return text === "" ? <p className="text-ink-3">{words.nothing}</p> : <LazyMarkdown text={text} marks={marks} />;
  const source = view === "tree" ? prettyJson(json ?? text) : text;
  return <pre className="wrap-anywhere select-text whitespace-pre-wrap font-mono text-xs">{source}</pre>;
}
