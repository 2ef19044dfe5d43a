import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { useMay } from "@/store/person";

export interface FilePick {
  choose: () => void;
  /** A file is on its way to the server. */
  busy: boolean;
  /** For the element that takes drops. */
  dropTarget: { onDragOver: (event: DragEvent) => void; onDrop: (event: DragEvent) => void };
  /** To be put anywhere on the page: what the browser's file dialog belongs to. */
  input: ReactNode;
}

/** Takes one file by dialog or by drop. */
export function useFilePick(
  accept: string,
  take: (file: File) => Promise<void>,
  /** What else may be dropped; true if it was taken. */
  takeOther?: (data: DataTransfer) => boolean,
): FilePick {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const mayEdit = useMay("editor");
  const begin = async (file: File | undefined) => {
    if (file === undefined || !mayEdit) return;
    setBusy(true);
    await take(file);
    setBusy(false);
  };
  return {
    choose: () => input.current?.click(),
    busy,
    dropTarget: {
      onDragOver: (event) => event.preventDefault(),
      onDrop: (event) => {
        if (takeOther?.(event.dataTransfer) === true) {
          event.preventDefault();
          event.stopPropagation();
          return;
        }
        const [file] = event.dataTransfer.files;
        // A kind of node from the toolbar: the canvas takes it.
        if (file === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        void begin(file);
      },
    },
    input: (
      <input
        ref={input}
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-hidden
        className="hidden"
        onChange={(event) => {
          void begin(event.target.files?.[0]);
          // The same file can be chosen again.
          event.target.value = "";
        }}
      />
    ),
  };
}
