import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";

/**
 * Look-ups into a document, built once per list of nodes or edges and dropped with it. A list is never changed
 * in place, so that its identity names its content.
 */
const nodeIndexes = new WeakMap<readonly WorkflowNode[], ReadonlyMap<string, number>>();
const targetIndexes = new WeakMap<readonly WorkflowEdge[], Map<string, WorkflowEdge[]>>();
const sourceIndexes = new WeakMap<readonly WorkflowEdge[], Map<string, WorkflowEdge[]>>();

const noEdges: readonly WorkflowEdge[] = [];

export function nodeById(nodes: readonly WorkflowNode[], id: string): WorkflowNode | undefined {
  const place = placesOf(nodes).get(id);
  return place === undefined ? undefined : nodes[place];
}

/** A list with another state of one of its nodes, at the same place; its look-ups are those of the old list. */
export function withNode(nodes: readonly WorkflowNode[], node: WorkflowNode): WorkflowNode[] {
  const places = placesOf(nodes);
  const place = places.get(node.id);
  if (place === undefined) return [...nodes];
  const next = nodes.with(place, node);
  nodeIndexes.set(next, places);
  latest = { before: nodes, next, place };
  return next;
}

/** The newest change of one node: most questions after what changed are about the last key in a text. */
let latest: { before: readonly WorkflowNode[]; next: readonly WorkflowNode[]; place: number } | undefined;

/** Where nodes are in another state than before; undefined where other nodes stand in the list, or in another order. */
export function changedPlaces(
  before: readonly WorkflowNode[],
  after: readonly WorkflowNode[],
): readonly number[] | undefined {
  if (before === after) return [];
  if (latest?.before === before && latest.next === after) return [latest.place];
  if (!hasSameIds(before, after)) return undefined;
  return after.flatMap((node, place) => (node === before[place] ? [] : [place]));
}

/** Whether two lists have the same nodes at the same places, in whatever state. */
export function hasSameIds(a: readonly WorkflowNode[], b: readonly WorkflowNode[]): boolean {
  const places = nodeIndexes.get(a);
  // One came of the other, as with every key in a text.
  if (places !== undefined && places === nodeIndexes.get(b)) return true;
  return a.length === b.length && a.every(({ id }, place) => b[place]?.id === id);
}

function placesOf(nodes: readonly WorkflowNode[]): ReadonlyMap<string, number> {
  const known = nodeIndexes.get(nodes);
  if (known !== undefined) return known;
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  nodeIndexes.set(nodes, places);
  return places;
}

/** The wires into a node. */
export function edgesInto(edges: readonly WorkflowEdge[], node: string): readonly WorkflowEdge[] {
  return indexed(targetIndexes, edges, (edge) => edge.target.node).get(node) ?? noEdges;
}

/** The wires out of a node. */
export function edgesFrom(edges: readonly WorkflowEdge[], node: string): readonly WorkflowEdge[] {
  return indexed(sourceIndexes, edges, (edge) => edge.source.node).get(node) ?? noEdges;
}

const idSets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** A list of ids, such as a selection, for many questions. */
export function idSet(ids: readonly string[]): ReadonlySet<string> {
  const known = idSets.get(ids);
  if (known !== undefined) return known;
  const found = new Set(ids);
  idSets.set(ids, found);
  return found;
}

function indexed(
  cache: WeakMap<readonly WorkflowEdge[], Map<string, WorkflowEdge[]>>,
  edges: readonly WorkflowEdge[],
  keyOf: (edge: WorkflowEdge) => string,
): Map<string, WorkflowEdge[]> {
  const known = cache.get(edges);
  if (known !== undefined) return known;
  const index = Map.groupBy(edges, keyOf);
  cache.set(edges, index);
  return index;
}
