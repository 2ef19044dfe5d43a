import type { NodeLayout, Workflow } from "@/types/workflow";
import { HEADER_HEIGHT, plainLayout } from "./portLayout";

/** Between a node and the one under it, in canvas pixels. */
const GAP = 14;

type Places = Workflow["layout"]["nodes"];

// Asked for by each node that can be seen, on every change of the document; most changes move nothing.
const known = new WeakMap<Places, Map<string, number | undefined>>();

/**
 * How high a node may grow before it covers the next one under it, in canvas pixels; undefined when none is there.
 * A node that begins beside it, before its title bar ends, is not under it.
 */
export function roomBelow(places: Places, id: string, width: number): number | undefined {
  const answers = known.get(places) ?? new Map<string, number | undefined>();
  known.set(places, answers);
  if (!answers.has(id)) answers.set(id, look(places, id, width));
  return answers.get(id);
}

function look(places: Places, id: string, width: number): number | undefined {
  const here = places[id];
  if (here === undefined) return undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const other of Object.values(places)) {
    if (other.y >= here.y + HEADER_HEIGHT && other.y < nearest && isOver(here, width, other)) nearest = other.y;
  }
  return nearest === Number.POSITIVE_INFINITY ? undefined : nearest - here.y - GAP;
}

function isOver(here: NodeLayout, width: number, other: NodeLayout): boolean {
  return here.x < other.x + (other.width ?? plainLayout.width) && other.x < here.x + width;
}
