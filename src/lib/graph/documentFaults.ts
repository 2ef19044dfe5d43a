import { AppError } from "@/types/errors";
import type { NodeLayout, WireLayout, Workflow } from "@/types/workflow";

/** The farthest that anything stands from the middle, and the largest a node is, in canvas pixels. */
export const MAX_PLACE = 10_000_000;
export const MAX_SIZE = 100_000;
/** The largest shift of a viewport in window pixels, and what a zoom may be. */
const MAX_SHIFT = 100_000_000;
const ZOOM = { from: 0.01, to: 100 };

/** Something in a document that no canvas can draw. `path` leads to it, as in `nodes.3.id`. */
export interface DocumentFault {
  kind: "node-id" | "edge-id" | "loose-wire" | "place" | "viewport";
  path: string;
  message: string;
  nodes?: string[];
  edges?: string[];
}

/** Everything that keeps a document from being drawn, in its order. Empty for a document that can be. Linear. */
export function documentFaults(workflow: Workflow): DocumentFault[] {
  return [...nodeFaults(workflow), ...edgeFaults(workflow), ...layoutFaults(workflow)];
}

/** @throws AppError `invalid_workflow` with the first fault in words, and the places of the first twenty */
export function checkDocument(workflow: Workflow): void {
  const faults = documentFaults(workflow);
  const [first] = faults;
  if (first === undefined) return;
  const issues = faults.slice(0, 20).map(({ path, message }) => ({ path, message }));
  const { nodes, edges } = first;
  throw new AppError("invalid_workflow", `${first.message} It is at ${first.path}.`, { issues, nodes, edges });
}

/** Names that every object has (`constructor`): a table by node id would find something under them. */
export function isReservedId(id: string): boolean {
  return id in Object.prototype;
}

function nodeFaults({ nodes }: Workflow): DocumentFault[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ id }, index): DocumentFault[] => {
    const message = isReservedId(id) ? `No node can have the id ${id}.` : `Two nodes have the id ${id}.`;
    const isFault = isReservedId(id) || seen.has(id);
    seen.add(id);
    return isFault ? [{ kind: "node-id", path: `nodes.${index}.id`, message, nodes: [id] }] : [];
  });
}

function edgeFaults({ nodes, edges }: Workflow): DocumentFault[] {
  const known = new Set(nodes.map(({ id }) => id));
  const seen = new Set<string>();
  return edges.flatMap(({ id, source, target }, index): DocumentFault[] => {
    const faults: DocumentFault[] = [];
    const path = `edges.${index}`;
    if (seen.has(id)) {
      faults.push({ kind: "edge-id", path: `${path}.id`, message: `Two wires have the id ${id}.`, edges: [id] });
    }
    seen.add(id);
    const end = known.has(source.node) ? "target" : "source";
    const gone = end === "source" ? source.node : target.node;
    if (!known.has(gone)) {
      const message = `The wire ${id} leads to a node that does not exist: ${gone}.`;
      faults.push({ kind: "loose-wire", path: `${path}.${end}.node`, message, edges: [id] });
    }
    return faults;
  });
}

function layoutFaults({ layout }: Workflow): DocumentFault[] {
  const faults = Object.entries(layout.nodes).flatMap(([id, place]): DocumentFault[] => {
    if (canStand(place)) return [];
    const limit = MAX_PLACE.toLocaleString("en-GB");
    const message = `The place or size of the node ${id} is beyond what a canvas has (${limit} pixels).`;
    return [{ kind: "place", path: `layout.nodes.${id}`, message, nodes: [id] }];
  });
  faults.push(...wireFaults(layout.edges));
  if (isInSight(layout.viewport)) return faults;
  const message = "The part of the canvas that was in sight lies beyond it.";
  return [...faults, { kind: "viewport", path: "layout.viewport", message }];
}

function wireFaults(wires: Workflow["layout"]["edges"] = {}): DocumentFault[] {
  return Object.entries(wires).flatMap(([id, wire]): DocumentFault[] => {
    if (canLead(wire)) return [];
    const limit = MAX_PLACE.toLocaleString("en-GB");
    const message = `A point of the wire ${id} is beyond what a canvas has (${limit} pixels).`;
    return [{ kind: "place", path: `layout.edges.${id}`, message, edges: [id] }];
  });
}

/** Whether all points of a wire are on the canvas. */
export function canLead({ points }: WireLayout): boolean {
  return points.every(canStand);
}

export function canStand({ x, y, width = 1, height = 1 }: NodeLayout): boolean {
  return isWithin(x, MAX_PLACE) && isWithin(y, MAX_PLACE) && isWithin(width, MAX_SIZE) && isWithin(height, MAX_SIZE);
}

export function isInSight(viewport: Workflow["layout"]["viewport"]): boolean {
  if (viewport === undefined) return true;
  const { x, y, zoom } = viewport;
  return isWithin(x, MAX_SHIFT) && isWithin(y, MAX_SHIFT) && zoom >= ZOOM.from && zoom <= ZOOM.to;
}

function isWithin(value: number, limit: number): boolean {
  return Math.abs(value) <= limit;
}
