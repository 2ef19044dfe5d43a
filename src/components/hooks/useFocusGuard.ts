import { useEffect } from "react";
import { focusNode, mainArea, shellOf } from "@/components/board/focusNode";
import { isDialogOpen } from "@/components/commands/isTyping";
import { workflowStore } from "@/store/useWorkflow";

/** What closes takes this long to be gone, in milliseconds. */
const CLOSING_MS = 250;

/**
 * Never leaves the focus with something that is gone: after a key or a press it goes to the selected node, else to the
 * canvas, so that Tab and a screen reader go on from there.
 */
export function useFocusGuard(): void {
  useEffect(() => {
    const listening = new AbortController();
    let last: Element | undefined;
    let timer: number | undefined;
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof Element) last = target;
    };
    const look = () => {
      const isLost = document.activeElement === document.body && last?.isConnected === false;
      if (!isLost || isDialogOpen()) return;
      last = undefined;
      giveFocus();
    };
    const lookSoon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, CLOSING_MS);
    };
    window.addEventListener("focusin", remember, { signal: listening.signal });
    for (const event of ["keyup", "pointerup"]) window.addEventListener(event, lookSoon, { signal: listening.signal });
    return () => {
      listening.abort();
      window.clearTimeout(timer);
    };
  }, []);
}

function giveFocus(): void {
  const [only, ...others] = workflowStore.getState().selection.nodes;
  if (only !== undefined && others.length === 0 && shellOf(only) !== null) focusNode(only);
  else mainArea()?.focus({ preventScroll: true });
}
