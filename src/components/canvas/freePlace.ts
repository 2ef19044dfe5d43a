import type { Point } from "@/store/documentEdits";

/** Space between a new node and the one it moved aside for, in canvas pixels. */
const GAP = 56;

export interface Box extends Point {
  width: number;
  height: number;
}

/** The wished place, or the first one to its right that covers no other node: a workflow reads from left to right. */
export function freePlace(wished: Box, taken: readonly Box[]): Point {
  const box = { ...wished };
  // Each step leaves a node behind for good, so there are at most as many steps as nodes.
  for (;;) {
    const other = taken.find((candidate) => overlap(box, candidate));
    if (other === undefined) return { x: box.x, y: box.y };
    box.x = other.x + other.width + GAP;
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
