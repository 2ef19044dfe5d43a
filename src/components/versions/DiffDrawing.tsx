import { pathOf, wireCurves } from "@/components/board/wirePath";
import { lookOf, titleOf } from "@/components/kinds/nodeViews";
import { versions as messages } from "@/components/messages/versions";
import { cx } from "@/components/ui/cx";
import type { DocumentDiff } from "@/lib/graph/documentDiff";
import type { Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";

const words = messages.diff;

type Kind = "added" | "removed" | "changed";

/** Around the nodes, in canvas pixels; and the height of the drawing on the screen. */
const MARGIN = 40;

const boxes: Record<Kind | "same", string> = {
  added: "fill-ok-soft stroke-ok",
  removed: "fill-error-soft stroke-error",
  changed: "fill-waiting-soft stroke-waiting",
  same: "fill-card stroke-line-strong",
};
const signs: Record<Kind, string> = { added: "+", removed: "−", changed: "≠" };

/** Both states of a document on one canvas: where nodes came, went or changed. */
export function DiffDrawing({ before, after, diff }: { before: Workflow; after: Workflow; diff: DocumentDiff }) {
  const kinds = new Map<string, Kind>(diff.nodes.map(({ kind, node }) => [node.id, kind]));
  const removed = diff.nodes.flatMap(({ kind, node }) => (kind === "removed" ? [node] : []));
  const placed = [...after.nodes.map((node) => boxOf(after, node)), ...removed.map((node) => boxOf(before, node))];
  const byId = new Map(placed.map((box) => [box.node.id, box]));
  const addedWires = new Set(diff.wires.added);
  return (
    <figure>
      <svg
        role="img"
        aria-label={words.drawing}
        viewBox={viewBoxOf(placed)}
        className="h-56 w-full rounded-control border border-line bg-canvas"
      >
        {after.edges.map((edge) => (
          <Wire key={edge.id} edge={edge} byId={byId} look={addedWires.has(edge) ? "added" : "same"} />
        ))}
        {diff.wires.removed.map((edge) => (
          <Wire key={`removed ${edge.id}`} edge={edge} byId={byId} look="removed" />
        ))}
        {placed.map((box) => (
          <Node key={box.node.id} box={box} kind={kinds.get(box.node.id)} />
        ))}
      </svg>
      <figcaption className="mt-1.5 flex gap-4 text-ink-2 text-xs">
        {(["added", "removed", "changed"] as const).map((kind) => (
          <span key={kind} className="flex items-center gap-1.5">
            <span aria-hidden className={cx("inline-flex w-3 justify-center font-semibold", legendInk[kind])}>
              {signs[kind]}
            </span>
            {words.legend[kind]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

const legendInk: Record<Kind, string> = { added: "text-ok", removed: "text-error", changed: "text-waiting" };

interface Box {
  node: WorkflowNode;
  x: number;
  y: number;
  width: number;
  height: number;
}

function boxOf({ layout }: Workflow, node: WorkflowNode): Box {
  const { width, height } = lookOf(node.type).layout;
  const place = layout.nodes[node.id];
  return {
    ...{ node, x: place?.x ?? 0, y: place?.y ?? 0 },
    ...{ width: place?.width ?? width, height: place?.height ?? height },
  };
}

function viewBoxOf(all: readonly Box[]): string {
  const edge = (pick: (box: Box) => number, best: (a: number, b: number) => number, from: number) =>
    all.length === 0 ? 0 : all.reduce((found, box) => best(found, pick(box)), from);
  const left = edge(({ x }) => x, Math.min, Number.POSITIVE_INFINITY) - MARGIN;
  const top = edge(({ y }) => y, Math.min, Number.POSITIVE_INFINITY) - MARGIN;
  const right = edge(({ x, width }) => x + width, Math.max, Number.NEGATIVE_INFINITY) + MARGIN;
  const bottom = edge(({ y, height }) => y + height, Math.max, Number.NEGATIVE_INFINITY) + MARGIN;
  return `${left} ${top} ${right - left} ${bottom - top}`;
}

function Node({ box, kind }: { box: Box; kind: Kind | undefined }) {
  const { node, x, y, width, height } = box;
  return (
    <g>
      <rect
        {...{ x, y, width, height }}
        rx="12"
        vectorEffect="non-scaling-stroke"
        strokeWidth={kind === undefined ? 1 : 2}
        className={boxes[kind ?? "same"]}
      />
      <text x={x + 16} y={y + 42} className="fill-ink font-medium text-[30px]">
        {kind === undefined ? "" : `${signs[kind]} `}
        {titleOf(node).slice(0, 14)}
      </text>
    </g>
  );
}

const wires = {
  added: "stroke-ok",
  removed: "stroke-error [stroke-dasharray:6_5]",
  same: "stroke-line-strong",
};

function Wire(props: { edge: WorkflowEdge; byId: ReadonlyMap<string, Box>; look: keyof typeof wires }) {
  const { edge, byId, look } = props;
  const [source, target] = [byId.get(edge.source.node), byId.get(edge.target.node)];
  if (source === undefined || target === undefined) return null;
  const from = { x: source.x + source.width, y: source.y + source.height / 2 };
  const to = { x: target.x, y: target.y + target.height / 2 };
  return (
    <path
      d={pathOf(wireCurves(from, to, []))}
      fill="none"
      vectorEffect="non-scaling-stroke"
      strokeWidth={look === "same" ? 1 : 2}
      className={wires[look]}
    />
  );
}
