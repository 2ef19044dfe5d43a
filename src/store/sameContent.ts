import type { NodeLayout, Workflow } from "@/types/workflow";

/** Whether two documents say and show the same, whatever their revision, the view of them and what was only measured. */
export function isSameContent(a: Workflow, b: Workflow): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf({ name, settings, nodes, edges, layout: { viewport: _, ...layout } }: Workflow): string {
  const places = Object.entries(layout.nodes).map(([id, place]) => [id, withoutMeasure(place)]);
  return JSON.stringify(
    sorted({ name, settings, nodes, edges, layout: { ...layout, nodes: Object.fromEntries(places) } }),
  );
}

function withoutMeasure({ width, height, ...place }: NodeLayout): NodeLayout {
  return place.sized ? { ...place, width, height } : place;
}

// The server writes keys in an order of its own.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
