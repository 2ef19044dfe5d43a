import type { TemplateId } from "./templates";

interface Box {
  x: number;
  y: number;
  /** A node that calls a model. */
  llm?: boolean;
}

type Wire = [fromBox: number, toBox: number, colour: "text" | "image" | "json"];

const WIDTH = 38;
const HEIGHT = 20;

const strokes = {
  text: "stroke-port-text",
  image: "stroke-port-image",
  json: "stroke-port-json",
};

const drawings: Record<TemplateId, { boxes: Box[]; wires: Wire[] }> = {
  draftCritiqueRewrite: {
    boxes: [
      { x: 10, y: 30 },
      { x: 64, y: 30, llm: true },
      { x: 118, y: 54, llm: true },
      { x: 172, y: 30, llm: true },
    ],
    wires: [
      [0, 1, "text"],
      [1, 2, "text"],
      [1, 3, "text"],
      [2, 3, "text"],
    ],
  },
  everyRow: {
    boxes: [
      { x: 10, y: 30 },
      { x: 91, y: 4, llm: true },
      { x: 91, y: 30, llm: true },
      { x: 91, y: 56, llm: true },
      { x: 172, y: 30 },
    ],
    wires: [
      [0, 1, "text"],
      [0, 2, "text"],
      [0, 3, "text"],
      [1, 4, "text"],
      [2, 4, "text"],
      [3, 4, "text"],
    ],
  },
  pictureToFacts: {
    boxes: [
      { x: 10, y: 14 },
      { x: 10, y: 48 },
      { x: 91, y: 30, llm: true },
      { x: 172, y: 30 },
    ],
    wires: [
      [0, 2, "text"],
      [1, 2, "image"],
      [2, 3, "json"],
    ],
  },
};

/** What a template looks like on the canvas, in a few strokes. */
export function TemplateDrawing({ id }: { id: TemplateId }) {
  const { boxes, wires } = drawings[id];
  return (
    <svg viewBox="0 0 220 80" aria-hidden className="h-[84px] w-full rounded-control bg-field">
      {wires.map(([from, to, colour]) => (
        <path
          key={`${from}-${to}`}
          d={pathBetween(boxes[from], boxes[to])}
          fill="none"
          strokeWidth="1.5"
          className={strokes[colour]}
        />
      ))}
      {boxes.map(({ x, y, llm }) => (
        <rect
          key={`${x}-${y}`}
          x={x}
          y={y}
          width={WIDTH}
          height={HEIGHT}
          rx="4"
          strokeWidth="1.25"
          className={llm ? "fill-card stroke-accent" : "fill-card stroke-line-strong"}
        />
      ))}
    </svg>
  );
}

function pathBetween(from: Box | undefined, to: Box | undefined): string {
  if (from === undefined || to === undefined) return "";
  const x1 = from.x + WIDTH;
  const y1 = from.y + HEIGHT / 2;
  const y2 = to.y + HEIGHT / 2;
  const middle = (x1 + to.x) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${to.x} ${y2}`;
}
