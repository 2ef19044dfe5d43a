import { useEffect } from "react";
import type { Match } from "./findMatches";
import { clearMarks, markWords, scrollToWords } from "./markWords";

/** How long after a change of what is drawn the marks follow, in milliseconds. */
const CALM_MS = 120;

/** Keeps the words marked on the canvas while it is moved, zoomed and written to. */
export function useMarks(query: string, match: Match | undefined): void {
  useEffect(() => {
    const canvas = document.querySelector(".react-flow__viewport");
    if (canvas === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const mark = () => markWords(canvas, query, match?.node);
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(mark, CALM_MS);
    });
    observer.observe(canvas, { subtree: true, childList: true, characterData: true });
    mark();
    if (match !== undefined) scrollToWords(canvas, match.node, match.before, match.words);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [query, match]);
  useEffect(() => clearMarks, []);
}
