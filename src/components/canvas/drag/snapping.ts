import type { Box } from "@/store/boxes";
import type { Point } from "@/store/documentEdits";

/** Lining up what is dragged with what stands still: pure, in canvas pixels. */

/** A line on the screen that tells what was lined up: at `at` on its axis, over the length of all that lies on it. */
export interface Guide {
  /** `x`: a vertical line. */
  axis: "x" | "y";
  at: number;
  from: number;
  to: number;
}

export interface Snap {
  /** How far the dragged box moves to be in line. */
  shift: Point;
  guides: Guide[];
}

/** The dots of the canvas. */
export const GRID = 22;

const size = { x: "width", y: "height" } as const;
const other = { x: "y", y: "x" } as const;

type Axis = "x" | "y";

/** Sides meet sides, and middles meet middles. */
interface Line {
  at: number;
  isMiddle: boolean;
}

/** Moves a box to the nearest lines of the others within `reach`; without one to the grid, if there is a grid. */
export function snapBox(box: Box, others: readonly Box[], reach: number, grid: number | undefined): Snap {
  const x = snapAlong("x", box, others, reach, grid);
  const y = snapAlong("y", box, others, reach, grid);
  const shift = { x: x.shift, y: y.shift };
  const moved = { ...box, x: box.x + shift.x, y: box.y + shift.y };
  const guides = [
    ...(x.isInLine ? guidesAlong("x", moved, others) : []),
    ...(y.isInLine ? guidesAlong("y", moved, others) : []),
  ];
  return { shift, guides };
}

function snapAlong(axis: Axis, box: Box, others: readonly Box[], reach: number, grid: number | undefined) {
  const nearest = nearestWay(axis, box, others);
  if (Math.abs(nearest) <= reach) return { shift: nearest, isInLine: true };
  const shift = grid === undefined ? 0 : Math.round(box[axis] / grid) * grid - box[axis];
  return { shift, isInLine: false };
}

/** The shortest way from a line of the box to one of the others. Without lists of lines: it is asked at every step. */
function nearestWay(axis: Axis, box: Box, others: readonly Box[]): number {
  const length = size[axis];
  const start = box[axis];
  const end = start + box[length];
  let nearest = Number.POSITIVE_INFINITY;
  const offer = (way: number) => {
    if (Math.abs(way) < Math.abs(nearest)) nearest = way;
  };
  for (const other of others) {
    const from = other[axis];
    const to = from + other[length];
    offer(from - start);
    offer(from - end);
    offer((from + to - start - end) / 2);
    offer(to - start);
    offer(to - end);
  }
  return nearest;
}

function linesOf(axis: Axis, box: Box): Line[] {
  const start = box[axis];
  const length = box[size[axis]];
  return [
    { at: start, isMiddle: false },
    { at: start + length / 2, isMiddle: true },
    { at: start + length, isMiddle: false },
  ];
}

/** Closer than this is in line. */
const EXACT = 0.5;

function guidesAlong(axis: Axis, box: Box, others: readonly Box[]): Guide[] {
  const across = other[axis];
  return linesOf(axis, box).flatMap(({ at, isMiddle }) => {
    const touching = others.filter((each) =>
      linesOf(axis, each).some((line) => line.isMiddle === isMiddle && Math.abs(line.at - at) < EXACT),
    );
    if (touching.length === 0) return [];
    const all = [box, ...touching];
    const from = Math.min(...all.map((each) => each[across]));
    const to = Math.max(...all.map((each) => each[across] + each[size[across]]));
    return [{ axis, at, from, to }];
  });
}
