import { ViewportPortal } from "@xyflow/react";
import { useGuides } from "./guides";

/** In canvas pixels: lines reach a little beyond what stands on them. */
const BEYOND = 12;

/** Draws the lines on which what is dragged stands. */
export function Guides() {
  const guides = useGuides((state) => state.guides);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      <svg
        aria-hidden="true"
        data-guides={guides.length}
        className="pointer-events-none absolute size-px overflow-visible"
      >
        {guides.map(({ axis, at, from, to }) => {
          const along = { start: from - BEYOND, end: to + BEYOND };
          const ends =
            axis === "x"
              ? { x1: at, x2: at, y1: along.start, y2: along.end }
              : { x1: along.start, x2: along.end, y1: at, y2: at };
          return <line key={`${axis}${at}`} {...ends} className="guide" />;
        })}
      </svg>
    </ViewportPortal>
  );
}
