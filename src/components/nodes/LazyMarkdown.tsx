import "./answer.css";
import { BookOpen } from "lucide-react";
import { lazy, Suspense } from "react";
import { reader as words } from "@/components/messages/reader";
import { Button } from "@/components/ui/Button";
import { openReader } from "./readerUi";
import type { Mark } from "./sources";

// Parser and sanitizer are larger than the canvas; they load with the first result.
const Markdown = lazy(() => import("./Markdown").then((module) => ({ default: module.Markdown })));

/** In characters: of a longer text only the beginning is laid out, the reader has all of it. */
const LONG = 20_000;

/** Markdown; the plain text until the renderer is there. `nodeId` is where all of a long text can be read. */
export function LazyMarkdown({ text, marks, nodeId }: { text: string; marks?: readonly Mark[]; nodeId?: string }) {
  const shown = text.length > LONG ? beginningOf(text, LONG) : text;
  return (
    <Suspense fallback={<p className="wrap-anywhere whitespace-pre-wrap">{shown}</p>}>
      <Markdown text={shown} marks={marks} />
      {shown !== text && <RestOfText nodeId={nodeId} />}
    </Suspense>
  );
}

function RestOfText({ nodeId }: { nodeId: string | undefined }) {
  if (nodeId === undefined) return <p className="mt-2 text-ink-3 text-xs">{words.goesOn}</p>;
  return (
    <Button size="sm" icon={BookOpen} className="nodrag mt-2" onClick={() => openReader(nodeId)}>
      {words.readAll}
    </Button>
  );
}

/** Whole blocks, or lines, or at least words, as far as they fit. */
export function beginningOf(text: string, length: number): string {
  const least = length / 2;
  const cut = ["\n\n", "\n", " "].map((end) => text.lastIndexOf(end, length)).find((at) => at >= least) ?? length;
  return text.slice(0, cut);
}
