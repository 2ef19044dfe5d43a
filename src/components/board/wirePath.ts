import type { Point } from "@/store/documentEdits";

/** How a wire runs over the canvas: one curve from end to end, or from point to point. All in canvas pixels. */

export interface Curve {
  from: Point;
  /** Control points of the cubic curve. */
  out: Point;
  in: Point;
  to: Point;
}

/** How far a curve that has to turn back swings out, and how much of its length a bow takes at a point. */
const SWING = 6.25;
const BOW = 0.4;

/** The curves of a wire from an output to an input: it leaves to the right and arrives from the left. */
export function wireCurves(source: Point, target: Point, points: readonly Point[]): Curve[] {
  if (points.length === 0) return [directCurve(source, target)];
  const stops = [source, ...points, target];
  const ways = stops.map((_, index) => wayAt(stops, index));
  return stops.slice(1).map((to, index) => {
    const from = stops[index] ?? source;
    const bow = BOW * Math.hypot(to.x - from.x, to.y - from.y);
    return { from, out: ahead(from, ways[index], bow), in: ahead(to, ways[index + 1], -bow), to };
  });
}

function directCurve(from: Point, to: Point): Curve {
  const width = to.x - from.x;
  const reach = width >= 0 ? width / 2 : SWING * Math.sqrt(-width);
  return { from, out: { x: from.x + reach, y: from.y }, in: { x: to.x - reach, y: to.y }, to };
}

const rightwards: Point = { x: 1, y: 0 };

/** The direction in which a wire passes a stop: along the line from the one before to the one after. */
function wayAt(stops: readonly Point[], index: number): Point {
  const before = stops[index - 1];
  const after = stops[index + 1];
  if (before === undefined || after === undefined) return rightwards;
  const length = Math.hypot(after.x - before.x, after.y - before.y);
  return length === 0 ? rightwards : { x: (after.x - before.x) / length, y: (after.y - before.y) / length };
}

function ahead(point: Point, way: Point = rightwards, distance: number): Point {
  return { x: point.x + way.x * distance, y: point.y + way.y * distance };
}

/** The wire as an SVG path. */
export function pathOf(curves: readonly Curve[]): string {
  const [first] = curves;
  if (first === undefined) return "";
  const pair = ({ x, y }: Point) => `${x},${y}`;
  const parts = curves.map((curve) => `C${pair(curve.out)} ${pair(curve.in)} ${pair(curve.to)}`);
  return `M${pair(first.from)} ${parts.join(" ")}`;
}

/** The point of a curve at `part` of its way, from 0 to 1. */
function pointAt(curve: Curve, part: number): Point {
  const rest = 1 - part;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3];
  return {
    x: a * curve.from.x + b * curve.out.x + c * curve.in.x + d * curve.to.x,
    y: a * curve.from.y + b * curve.out.y + c * curve.in.y + d * curve.to.y,
  };
}

const SAMPLES = 24;

/** Points along the wire, close enough together to tell what it passes. `index` is the curve that each lies on. */
export function samplesOf(curves: readonly Curve[]): (Point & { index: number })[] {
  return curves.flatMap((curve, index) =>
    Array.from({ length: SAMPLES + 1 }, (_, step) => ({ ...pointAt(curve, step / SAMPLES), index })),
  );
}

/** Where a wire is closest to a place: the curve it is on, which is where a new point goes among its points. */
export function nearestOn(curves: readonly Curve[], to: Point): { index: number; point: Point; distance: number } {
  let nearest = { index: 0, point: to, distance: Number.POSITIVE_INFINITY };
  for (const { index, x, y } of samplesOf(curves)) {
    const distance = Math.hypot(x - to.x, y - to.y);
    if (distance < nearest.distance) nearest = { index, point: { x, y }, distance };
  }
  return nearest;
}

/** The middle of a wire, where its tools stand. */
export function middleOf(curves: readonly Curve[]): { index: number; point: Point } {
  const index = Math.floor(curves.length / 2);
  const curve = curves[index];
  if (curve === undefined) throw new Error("A wire has at least one curve.");
  return { index, point: pointAt(curve, curves.length % 2 === 1 ? 0.5 : 0) };
}
