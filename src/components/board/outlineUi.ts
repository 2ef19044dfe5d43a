import { create } from "zustand";
import { readPreferences, writePreferences } from "@/store/utils/localStorage";
import { useCanvasUi } from "./canvasUi";

interface OutlineUi {
  isOpen: boolean;
  /** Moves with every wish to work in it: then it takes the focus. */
  asked: number;
}

/** The outline beside the canvas; whether it is open is kept for the next visit. */
export const useOutlineUi = create<OutlineUi>(() => ({ isOpen: readPreferences().isOutlineOpen, asked: 0 }));

export function openOutline(): void {
  useOutlineUi.setState(({ asked }) => ({ isOpen: true, asked: asked + 1 }));
  useCanvasUi.setState({ place: "outline" });
  writePreferences({ isOutlineOpen: true });
}

export function closeOutline(): void {
  useOutlineUi.setState({ isOpen: false });
  useCanvasUi.setState({ place: "canvas" });
  writePreferences({ isOutlineOpen: false });
}

/** Opens it, goes to it when the person works on the canvas, and closes it when they are in it. */
export function toggleOutline(): void {
  const isIn = useCanvasUi.getState().place === "outline";
  if (useOutlineUi.getState().isOpen && isIn) closeOutline();
  else openOutline();
}
