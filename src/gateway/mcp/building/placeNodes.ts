import { mendDocument } from "@/lib/graph/mendDocument";
import type { NodeLayout, Workflow } from "@/types/workflow";

/** Between the places of two nodes, in canvas pixels: an LLM node with its ports and a wire fit. */
const COLUMN = 380;
const ROW = 300;

/**
 * A workflow in which every node stands somewhere: where none did, from left to right as the wires lead, else what is
 * new below the rest.
 */
export function placeNodes(workflow: Workflow): Workflow {
  const { layout, nodes } = workflow;
  const isPlaced = nodes.some(({ id }) => Object.hasOwn(layout.nodes, id));
  const places = isPlaced ? mendDocument(workflow).workflow.layout.nodes : inColumns(workflow);
  return { ...workflow, layout: { ...layout, nodes: { ...places, ...layout.nodes } } };
}

function inColumns({ nodes, edges }: Workflow): Record<string, NodeLayout> {
  const columnOf = toColumns({ nodes, edges });
  const heights = new Map<number, number>();
  const places = nodes.map(({ id }): [string, NodeLayout] => {
    const column = columnOf.get(id) ?? 0;
    const row = heights.get(column) ?? 0;
    heights.set(column, row + 1);
    return [id, { x: column * COLUMN, y: row * ROW }];
  });
  return Object.fromEntries(places);
}

/** How many wires lead to each node at most. What stands in a circle, which cannot run, stays where it was met. */
function toColumns({ nodes, edges }: Pick<Workflow, "nodes" | "edges">): Map<string, number> {
  const columnOf = new Map(nodes.map(({ id }) => [id, 0]));
  const waitsFor = new Map(nodes.map(({ id }) => [id, 0]));
  const from = Map.groupBy(edges, ({ source }) => source.node);
  for (const { target } of edges) waitsFor.set(target.node, (waitsFor.get(target.node) ?? 0) + 1);
  const open = nodes.filter(({ id }) => waitsFor.get(id) === 0).map(({ id }) => id);
  for (const id of open) {
    for (const { target } of from.get(id) ?? []) {
      columnOf.set(target.node, Math.max(columnOf.get(target.node) ?? 0, (columnOf.get(id) ?? 0) + 1));
      const left = (waitsFor.get(target.node) ?? 0) - 1;
      waitsFor.set(target.node, left);
      if (left === 0) open.push(target.node);
    }
  }
  return columnOf;
}
