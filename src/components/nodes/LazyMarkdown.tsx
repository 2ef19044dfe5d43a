import "./answer.css";
import { lazy, Suspense, useContext } from "react";
import { RestOfText, shownOf } from "./RestOfText";
import { gainsFromRich, RichTexts } from "./rich/richTexts";
import type { Mark } from "./sources";

// Parser and sanitizer are larger than the canvas; they load with the first result.
const Markdown = lazy(() => import("./Markdown").then((module) => ({ default: module.Markdown })));
const RichText = lazy(() => import("./rich/RichText").then((module) => ({ default: module.RichText })));

/** Markdown; the plain text until the renderer is there. `nodeId` is where all of a long text can be read. */
export function LazyMarkdown({ text, marks, nodeId }: { text: string; marks?: readonly Mark[]; nodeId?: string }) {
  const shown = shownOf(text);
  const isRich = useContext(RichTexts) && gainsFromRich(shown);
  return (
    <Suspense fallback={<p className="wrap-anywhere whitespace-pre-wrap">{shown}</p>}>
      {isRich ? <RichText text={shown} marks={marks} /> : <Markdown text={shown} marks={marks} />}
      {shown !== text && <RestOfText nodeId={nodeId} />}
    </Suspense>
  );
}
