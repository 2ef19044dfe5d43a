import { freePlace } from "@/components/board/freePlace";
import type { Box } from "@/store/boxes";
import type { Point } from "@/store/documentEdits";

/** Between things that came together, in canvas pixels. */
const GAP = 40;

type Size = Pick<Box, "width" | "height">;

/** Places for things that came together: in rows around `middle`, none on another or on what is there already. */
export function spread(middle: Point, sizes: readonly Size[], taken: readonly Box[]): Point[] {
  const columns = Math.ceil(Math.sqrt(sizes.length));
  const rows = Math.ceil(sizes.length / columns);
  const cell = {
    width: Math.max(0, ...sizes.map(({ width }) => width)) + GAP,
    height: Math.max(0, ...sizes.map(({ height }) => height)) + GAP,
  };
  const left = middle.x - (columns * cell.width - GAP) / 2;
  const top = middle.y - (rows * cell.height - GAP) / 2;
  const all = [...taken];
  return sizes.map((size, index) => {
    const x = Math.round(left + (index % columns) * cell.width);
    const y = Math.round(top + Math.floor(index / columns) * cell.height);
    const place = freePlace({ x, y, ...size }, all);
    all.push({ ...place, ...size });
    return place;
  });
}
