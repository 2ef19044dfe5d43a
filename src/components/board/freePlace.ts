import type { Box } from "@/store/boxes";
import type { Point } from "@/store/documentEdits";

/** Space between a new node and the one it moved aside for, in canvas pixels. */
const GAP = 56;
/** Nodes this near to the wished place are looked at for a place beside them, and at most so many. */
const NEAR = 1200;
const MOST = 24;

/**
 * The wished place, or the nearest one that covers no other node: to the right of one before below or above it, as a
 * workflow reads from left to right.
 */
export function freePlace(wished: Box, taken: readonly Box[]): Point {
  if (isFree(wished, taken)) return { x: wished.x, y: wished.y };
  const near = taken
    .filter((box) => distance(box, wished) < NEAR)
    .sort((a, b) => distance(a, wished) - distance(b, wished))
    .slice(0, MOST);
  const places = near.flatMap((box) => placesBeside(wished, box)).sort((a, b) => cost(a, wished) - cost(b, wished));
  return places.find((place) => isFree({ ...wished, ...place }, taken)) ?? farRight(wished, taken);
}

function placesBeside({ x, y, width, height }: Box, box: Box): Point[] {
  const right = box.x + box.width + GAP;
  const below = box.y + box.height + GAP;
  return [
    { x: right, y },
    { x, y: below },
    { x: right, y: below },
    { x: box.x - GAP - width, y },
    { x, y: box.y - GAP - height },
  ];
}

/** Beyond all nodes of its height: always free. */
function farRight(wished: Box, taken: readonly Box[]): Point {
  const inWay = taken.filter((box) => box.y < wished.y + wished.height && wished.y < box.y + box.height);
  return { x: Math.max(...inWay.map((box) => box.x + box.width)) + GAP, y: wished.y };
}

function cost(place: Point, wished: Box): number {
  const [dx, dy] = [place.x - wished.x, place.y - wished.y];
  // As if it were farther away: a workflow reads to the right, then down.
  return Math.abs(dx) * (dx < 0 ? 2 : 1) + Math.abs(dy) * (dy < 0 ? 4 : 2.4);
}

function distance(a: Box, b: Box): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function isFree(box: Box, taken: readonly Box[]): boolean {
  return !taken.some((other) => overlap(box, other));
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
