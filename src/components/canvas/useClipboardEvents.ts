import { useEffect } from "react";
import { isTyping } from "@/components/commands/isTyping";
import { isCalledPicture } from "@/components/nodes/uploadPicture";
import type { Point } from "@/store/documentEdits";
import { deleteSelection, pasteText, selectionText } from "./clipboardActions";

/** Mod+C, X and V through the browser's own events, which need no permission and cross tabs as text. */
export function useClipboardEvents(pointer: () => Point, onPictures: (files: File[], at: Point) => void): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      // Marked text on the page is what the person means to copy.
      if (isTyping(event.target) || document.getSelection()?.isCollapsed === false) return;
      const text = selectionText();
      if (text === undefined || event.clipboardData === null) return;
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      if (event.type === "cut") deleteSelection();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || event.clipboardData === null) return;
      const pictures = [...event.clipboardData.files].filter(isCalledPicture);
      if (pictures.length > 0) onPictures(pictures, pointer());
      else if (!pasteText(event.clipboardData.getData("text/plain"), pointer())) return;
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
  }, [pointer, onPictures]);
}
