import { MAX_WIRE_POINTS, type Workflow, type WorkflowEdge } from "@/types/workflow";
import type { Point } from "./documentEdits";

/**
 * The points of a wire, through which it leads on its way: edits of a document as in `documentEdits`. They belong to
 * the layout, so that moving one makes no result out of date.
 */

type WireLayouts = Workflow["layout"]["edges"];

const noPoints: readonly Point[] = [];

export function pointsOf({ layout }: Pick<Workflow, "layout">, edgeId: string): readonly Point[] {
  return layout.edges !== undefined && Object.hasOwn(layout.edges, edgeId)
    ? (layout.edges[edgeId]?.points ?? noPoints)
    : noPoints;
}

/** Leads a wire through these points, from its source on; none makes it lead straight again. */
export function setWirePoints(workflow: Workflow, edgeId: string, points: readonly Point[]): Workflow {
  const old = pointsOf(workflow, edgeId);
  const isSame = points.length === old.length && points.every(({ x, y }, i) => x === old[i]?.x && y === old[i]?.y);
  if (isSame || points.length > MAX_WIRE_POINTS || !workflow.edges.some(({ id }) => id === edgeId)) return workflow;
  const others = Object.entries(workflow.layout.edges ?? {}).filter(([id]) => id !== edgeId);
  const changed = points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
  const own = changed.length === 0 ? [] : ([[edgeId, { points: changed }]] as const);
  return withWireLayouts(workflow, Object.fromEntries([...others, ...own]));
}

/** Puts a point before the one at `index`. */
export function addWirePoint(workflow: Workflow, edgeId: string, index: number, point: Point): Workflow {
  return setWirePoints(workflow, edgeId, pointsOf(workflow, edgeId).toSpliced(index, 0, point));
}

export function moveWirePoint(workflow: Workflow, edgeId: string, index: number, to: Point): Workflow {
  const points = pointsOf(workflow, edgeId);
  return points[index] === undefined ? workflow : setWirePoints(workflow, edgeId, points.with(index, to));
}

export function removeWirePoint(workflow: Workflow, edgeId: string, index: number): Workflow {
  return setWirePoints(workflow, edgeId, pointsOf(workflow, edgeId).toSpliced(index, 1));
}

/** What wires that stay keep of their points. */
export function pointsOfWires(layouts: WireLayouts, edges: readonly WorkflowEdge[]): WireLayouts {
  if (layouts === undefined) return undefined;
  const stay = new Set(edges.map(({ id }) => id));
  return Object.fromEntries(Object.entries(layouts).filter(([id]) => stay.has(id)));
}

/** Moves the points of wires whose two ends were moved together by the same way. */
export function carryPoints(workflow: Workflow, before: Workflow): Workflow {
  const layouts = workflow.layout.edges;
  if (layouts === undefined) return workflow;
  const shifts = new Map(
    workflow.edges.flatMap(({ id, source, target }) => {
      const shift = shiftOf(workflow, before, source.node);
      const other = shiftOf(workflow, before, target.node);
      const isCarried = shift.x === other.x && shift.y === other.y && (shift.x !== 0 || shift.y !== 0);
      return isCarried ? [[id, shift] as const] : [];
    }),
  );
  const move = ([id, { points }]: [string, { points: Point[] }]) => {
    const { x, y } = shifts.get(id) ?? { x: 0, y: 0 };
    return [id, { points: points.map((point) => ({ x: point.x + x, y: point.y + y })) }] as const;
  };
  const moved = Object.entries(layouts).map((entry) => (shifts.has(entry[0]) ? move(entry) : entry));
  return shifts.size === 0 ? workflow : withWireLayouts(workflow, Object.fromEntries(moved));
}

function shiftOf(workflow: Workflow, before: Workflow, node: string): Point {
  const now = workflow.layout.nodes[node];
  const then = before.layout.nodes[node];
  return now === undefined || then === undefined ? { x: 0, y: 0 } : { x: now.x - then.x, y: now.y - then.y };
}

function withWireLayouts(workflow: Workflow, edges: WireLayouts): Workflow {
  return { ...workflow, layout: { ...workflow.layout, edges } };
}
