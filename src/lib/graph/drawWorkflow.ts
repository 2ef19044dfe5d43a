import type { Workflow, WorkflowDrawing } from "@/types/workflow";

/** Of larger documents nodes are left out evenly: a thumbnail shows no more. */
const MAX_BOXES = 80;
const MAX_WIRES = 160;
/** The longer side of a drawing, in its own units. */
const EXTENT = 1000;
/** Of nodes that were never on a screen, in canvas pixels. */
const USUAL = { width: 260, height: 150 };
/** Less than this is not drawn larger to fill the picture, in canvas pixels. */
const LEAST = { width: 1100, height: 420 };

/** A document as boxes and lines, scaled to fit. */
export function drawWorkflow({ nodes, edges, layout }: Pick<Workflow, "nodes" | "edges" | "layout">): WorkflowDrawing {
  const step = Math.max(1, nodes.length / MAX_BOXES);
  const shown = nodes.filter((_, index) => Math.floor(index % step) === 0).slice(0, MAX_BOXES);
  const places = shown.map(({ id }) => ({ x: 0, y: 0, ...USUAL, ...layout.nodes[id] }));
  const span = (at: "x" | "y", size: "width" | "height") => {
    const from = Math.min(...places.map((place) => place[at]));
    const to = Math.max(...places.map((place) => place[at] + place[size]));
    const length = Math.max(LEAST[size], to - from);
    return places.length === 0 ? { from: 0, length } : { from: from - (length - (to - from)) / 2, length };
  };
  const [x, y] = [span("x", "width"), span("y", "height")];
  const scale = EXTENT / Math.max(x.length, y.length);
  const scaled = (value: number) => Math.round(value * scale);
  const indexOf = new Map(shown.map(({ id }, index) => [id, index]));
  return {
    width: scaled(x.length),
    height: scaled(y.length),
    boxes: places.map((place, index) => [
      scaled(place.x - x.from),
      scaled(place.y - y.from),
      scaled(place.width),
      scaled(place.height),
      shown[index]?.type ?? "",
    ]),
    wires: edges
      .flatMap(({ source, target }): [number, number][] => {
        const [from, to] = [indexOf.get(source.node), indexOf.get(target.node)];
        return from === undefined || to === undefined ? [] : [[from, to]];
      })
      .slice(0, MAX_WIRES),
  };
}
