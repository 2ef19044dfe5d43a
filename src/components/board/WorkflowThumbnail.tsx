import { cx } from "@/components/ui/cx";
import type { WorkflowDrawing } from "@/types/workflow";

/** Room at the edges, in units of the drawing. */
const EDGE = 40;

const callsModels: ReadonlySet<string> = new Set(["llmGenerate", "compare", "imageGenerate"]);

const strokes: Record<string, string> = {
  imageInput: "stroke-port-image",
  imageGenerate: "stroke-port-image",
  list: "stroke-port-json",
  jsonExtract: "stroke-port-json",
  table: "stroke-port-json",
  transform: "stroke-port-json",
  compare: "stroke-port-json",
  score: "stroke-port-json",
};

/** What a workflow looks like on the canvas, in a few strokes. */
export function WorkflowThumbnail({ drawing, className }: { drawing: WorkflowDrawing; className?: string }) {
  const { width, height, boxes, wires } = drawing;
  return (
    <svg
      viewBox={`${-EDGE} ${-EDGE} ${width + 2 * EDGE} ${height + 2 * EDGE}`}
      aria-hidden
      className={cx("w-full rounded-control bg-field", className)}
    >
      {wires.map(([from, to], index) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: two wires may join the same nodes
          key={index}
          d={pathBetween(boxes[from], boxes[to])}
          fill="none"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
          className={strokes[boxes[from]?.[4] ?? ""] ?? "stroke-port-text"}
        />
      ))}
      {boxes.map(([x, y, boxWidth, boxHeight, kind], index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: nodes may lie on each other
          key={index}
          {...{ x, y }}
          width={boxWidth}
          height={boxHeight}
          rx="12"
          strokeWidth="1.25"
          vectorEffect="non-scaling-stroke"
          className={cx("fill-card", callsModels.has(kind) ? "stroke-accent" : "stroke-line-strong")}
        />
      ))}
    </svg>
  );
}

type Box = WorkflowDrawing["boxes"][number];

function pathBetween(from: Box | undefined, to: Box | undefined): string {
  if (from === undefined || to === undefined) return "";
  const x1 = from[0] + from[2];
  const y1 = from[1] + from[3] / 2;
  const y2 = to[1] + to[3] / 2;
  const middle = (x1 + to[0]) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${to[0]} ${y2}`;
}
