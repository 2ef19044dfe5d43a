import type { NodeLayout, Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import {
  canLead,
  canStand,
  type DocumentFault,
  documentFaults,
  isInSight,
  isReservedId,
  MAX_PLACE,
} from "./documentFaults";

export interface Mended {
  workflow: Workflow;
  /** What was wrong; empty when the document came back as it was, but for places of nodes that had none. */
  faults: DocumentFault[];
}

/**
 * A document that can be drawn, from any: a second node of one id gets an id of its own (its wires stay with the first),
 * wires to nowhere go, what stands beyond the canvas or nowhere gets a place below the others, and
 * a wire that leads beyond it goes straight.
 */
export function mendDocument(workflow: Workflow): Mended {
  const faults = documentFaults(workflow);
  const { nodes: stored, viewport, edges: wires } = workflow.layout;
  const isPlaced =
    Object.keys(stored).length === workflow.nodes.length && workflow.nodes.every(({ id }) => Object.hasOwn(stored, id));
  if (faults.length === 0 && isPlaced) return { workflow, faults };
  const { nodes, renamed } = withOwnIds(workflow.nodes);
  const places = new Map(
    Object.entries(stored)
      .filter(([, place]) => canStand(place))
      .map(([id, place]) => [renamed.get(id) ?? id, place]),
  );
  const layout = {
    ...workflow.layout,
    ...(wires && { edges: Object.fromEntries(Object.entries(wires).filter(([, wire]) => canLead(wire))) }),
    nodes: placeAll(nodes, places),
    viewport: isInSight(viewport) ? viewport : undefined,
  };
  return { workflow: { ...workflow, nodes, edges: withEnds(workflow.edges, nodes, renamed), layout }, faults };
}

/** `renamed` has the new names of ids that no node may have: their wires and places follow. */
function withOwnIds(nodes: WorkflowNode[]): { nodes: WorkflowNode[]; renamed: Map<string, string> } {
  const giveId = idGiver(nodes.map(({ id }) => id));
  const renamed = new Map<string, string>();
  const seen = new Set<string>();
  const own = nodes.map((node) => {
    const isFirst = !seen.has(node.id);
    seen.add(node.id);
    if (isFirst && !isReservedId(node.id)) return node;
    const id = giveId(node.id);
    if (isFirst) renamed.set(node.id, id);
    return { ...node, id };
  });
  return { nodes: own, renamed };
}

/** Wires with ids of their own between nodes that exist. */
function withEnds(
  edges: readonly WorkflowEdge[],
  nodes: readonly WorkflowNode[],
  renamed: ReadonlyMap<string, string>,
): WorkflowEdge[] {
  const known = new Set(nodes.map(({ id }) => id));
  const giveId = idGiver(edges.map(({ id }) => id));
  const seen = new Set<string>();
  const follow = (end: WorkflowEdge["source"]) => ({ ...end, node: renamed.get(end.node) ?? end.node });
  return edges.flatMap((edge) => {
    const source = follow(edge.source);
    const target = follow(edge.target);
    if (!known.has(source.node) || !known.has(target.node)) return [];
    const id = seen.has(edge.id) ? giveId(edge.id) : edge.id;
    seen.add(id);
    return [{ id, source, target }];
  });
}

/** Makes `l-2`, `l-3`, … of `l`, skipping ids that are taken; constant time for each, however many are equal. */
function idGiver(ids: Iterable<string>): (id: string) => string {
  const taken = new Set(ids);
  const next = new Map<string, number>();
  return (id) => {
    let number = next.get(id) ?? 2;
    const numbered = () => `${id.slice(0, 56)}-${number}`;
    while (taken.has(numbered())) number++;
    const given = numbered();
    taken.add(given);
    next.set(id, number + 1);
    return given;
  };
}

/** Room for one node, and how many stand side by side, in the rows of those that had no place. */
const CELL = { width: 360, height: 260 };
const COLUMNS = 5;
const GAP = 60;

/** Every node at its place; those that have none stand in rows below the others. */
function placeAll(nodes: readonly WorkflowNode[], places: ReadonlyMap<string, NodeLayout>): Record<string, NodeLayout> {
  const homeless = nodes.filter(({ id }) => !places.has(id));
  const corner = cornerBelow(
    nodes.flatMap(({ id }) => places.get(id) ?? []),
    homeless.length,
  );
  const rank = new Map(homeless.map(({ id }, index) => [id, index]));
  const toCell = (index: number): NodeLayout => ({
    x: corner.x + (index % COLUMNS) * CELL.width,
    y: corner.y + Math.floor(index / COLUMNS) * CELL.height,
  });
  return Object.fromEntries(nodes.map(({ id }) => [id, places.get(id) ?? toCell(rank.get(id) ?? 0)]));
}

/** Where the rows begin: below what stands, and with room for all of them on the canvas. */
function cornerBelow(standing: readonly NodeLayout[], homeless: number): { x: number; y: number } {
  if (standing.length === 0) return { x: 0, y: 0 };
  const left = standing.reduce((least, { x }) => Math.min(least, x), MAX_PLACE);
  const bottom = standing.reduce((most, { y, height = CELL.height }) => Math.max(most, y + height), -MAX_PLACE);
  const rows = Math.ceil(homeless / COLUMNS);
  return {
    x: Math.min(left, MAX_PLACE - COLUMNS * CELL.width),
    y: Math.min(bottom + GAP, MAX_PLACE - rows * CELL.height),
  };
}
