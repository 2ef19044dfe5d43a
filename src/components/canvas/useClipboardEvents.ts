import { useEffect } from "react";
import { isTyping } from "@/components/commands/isTyping";
import { adoptFocus } from "@/components/commands/registry";
import type { Point } from "@/store/documentEdits";
import { may } from "@/store/person";
import { deleteSelection, pasteData, selectionText } from "./clipboardActions";

/** Mod+C, X and V through the browser's own events, which need no permission and cross tabs as text. */
export function useClipboardEvents(pointer: () => Point): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      // Marked text on the page is what the person means to copy.
      if (isTyping(event.target) || document.getSelection()?.isCollapsed === false) return;
      adoptFocus(document.activeElement);
      const text = selectionText();
      if (text === undefined || event.clipboardData === null) return;
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      if (event.type === "cut" && may("editor")) deleteSelection();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || event.clipboardData === null || !may("editor")) return;
      if (!pasteData(event.clipboardData, pointer())) return;
      event.preventDefault();
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [pointer]);
}
