import "./answer.css";
import { lazy, Suspense } from "react";
import { RestOfText, shownOf } from "./RestOfText";
import type { Mark } from "./sources";

// Parser and sanitizer are larger than the canvas; they load with the first result.
const Markdown = lazy(() => import("./Markdown").then((module) => ({ default: module.Markdown })));

/** Markdown; the plain text until the renderer is there. `nodeId` is where all of a long text can be read. */
export function LazyMarkdown({ text, marks, nodeId }: { text: string; marks?: readonly Mark[]; nodeId?: string }) {
  const shown = shownOf(text);
  return (
    <Suspense fallback={<p className="wrap-anywhere whitespace-pre-wrap">{shown}</p>}>
      <Markdown text={shown} marks={marks} />
      {shown !== text && <RestOfText nodeId={nodeId} />}
    </Suspense>
  );
}
