import type { Box } from "./boxes";
import type { Point } from "./documentEdits";

/** Lining up boxes: pure, in canvas pixels. Each function gives the new places of the boxes that it was given. */

export interface NamedBox extends Box {
  id: string;
}

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";

export type Places = Record<string, Point>;

/** The least room between two boxes that are spread where there is too little, so that none covers another. */
const LEAST_GAP = 24;

const axes = {
  left: { axis: "x", part: 0 },
  centre: { axis: "x", part: 0.5 },
  right: { axis: "x", part: 1 },
  top: { axis: "y", part: 0 },
  middle: { axis: "y", part: 0.5 },
  bottom: { axis: "y", part: 1 },
} as const satisfies Record<Alignment, { axis: "x" | "y"; part: number }>;

const lengthAlong = { x: "width", y: "height" } as const;

/** Puts one side, or the middle, of all boxes on the line where that of all of them together is. */
export function align(boxes: readonly NamedBox[], how: Alignment): Places {
  const { axis, part } = axes[how];
  const length = lengthAlong[axis];
  const start = least(boxes.map((box) => box[axis]));
  const end = most(boxes.map((box) => box[axis] + box[length]));
  const line = start + (end - start) * part;
  return placesOf(boxes, axis, (box) => line - box[length] * part);
}

/** Spreads boxes evenly between the first and the last of them: the same room between each and the next. */
export function distribute(boxes: readonly NamedBox[], axis: "x" | "y"): Places {
  const length = lengthAlong[axis];
  const ordered = boxes.toSorted((a, b) => a[axis] + a[length] / 2 - (b[axis] + b[length] / 2));
  const start = least(boxes.map((box) => box[axis]));
  const end = most(boxes.map((box) => box[axis] + box[length]));
  const filled = boxes.reduce((sum, box) => sum + box[length], 0);
  const gap = Math.max(LEAST_GAP, (end - start - filled) / Math.max(1, boxes.length - 1));
  const starts = new Map<string, number>();
  let next = start;
  for (const box of ordered) {
    starts.set(box.id, next);
    next += box[length] + gap;
  }
  return placesOf(boxes, axis, ({ id }) => starts.get(id) ?? start);
}

function placesOf(boxes: readonly NamedBox[], axis: "x" | "y", start: (box: NamedBox) => number): Places {
  return Object.fromEntries(
    boxes.map((box) => [box.id, { x: box.x, y: box.y, [axis]: Math.round(start(box)) } satisfies Point]),
  );
}

const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
