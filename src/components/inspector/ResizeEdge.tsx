import type { KeyboardEvent, PointerEvent } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { INSPECTOR_WIDTH } from "@/store/utils/localStorage";

const KEY_STEP = 16;

/** The left edge of the panel: dragged, or moved with the arrow keys. */
export function ResizeEdge({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const onPointerMove = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onResize(window.innerWidth - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") onResize(width + KEY_STEP);
    if (event.key === "ArrowRight") onResize(width - KEY_STEP);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no horizontal rule
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={words.resize}
      aria-valuenow={width}
      aria-valuemin={INSPECTOR_WIDTH.min}
      aria-valuemax={INSPECTOR_WIDTH.max}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(INSPECTOR_WIDTH.usual)}
      className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none hover:bg-accent/30 focus-visible:bg-accent/30"
    />
  );
}
