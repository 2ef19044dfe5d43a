import "./answer.css";
import { lazy, Suspense } from "react";
import type { Mark } from "./sources";

// Parser and sanitizer are larger than the canvas; they load with the first result.
const Markdown = lazy(() => import("./Markdown").then((module) => ({ default: module.Markdown })));

/** Markdown; the plain text until the renderer is there. */
export function LazyMarkdown({ text, marks }: { text: string; marks?: readonly Mark[] }) {
  return (
    <Suspense fallback={<p className="wrap-anywhere whitespace-pre-wrap">{text}</p>}>
      <Markdown text={text} marks={marks} />
    </Suspense>
  );
}
