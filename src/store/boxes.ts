import type { Point } from "./documentEdits";

/** A place on the canvas with its size, in canvas pixels. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** The box around boxes; undefined around none. */
export function boundsOf(boxes: readonly Box[]): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return boxes.length === 0 ? undefined : { x: left, y: top, width: right - left, height: bottom - top };
}
