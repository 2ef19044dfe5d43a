/** How much of a node is drawn: all of it; its name, kind and state; or little more than a coloured block. */
export type ZoomLevel = "near" | "far" | "dot";

/** The whole of a document of thousands of nodes can be seen. */
export const MIN_ZOOM = 0.02;
export const MAX_ZOOM = 2;

/** Below these, text that is drawn in its own size cannot be read, and an icon cannot be told from another. */
const FAR_BELOW = 0.4;
const DOT_BELOW = 0.16;

/** So many steps to a doubling: every step costs a new look at the styles of all nodes. */
const STEPS = 4;

export function levelOf(zoom: number): ZoomLevel {
  if (zoom >= FAR_BELOW) return "near";
  return zoom >= DOT_BELOW ? "far" : "dot";
}

/** By how much something must grow on the canvas to keep at least its size on the screen; 1 from 100 % on. */
export function unzoomOf(zoom: number): number {
  const step = Math.floor(Math.log2(Math.max(zoom, MIN_ZOOM)) * STEPS) / STEPS;
  return Math.max(1, Number((2 ** -step).toFixed(3)));
}
