import type { NodeLayout, Workflow } from "@/types/workflow";

/** Sizes that people give to nodes, in canvas pixels. */

export interface Size {
  width: number;
  height: number;
}

/** Smaller, a node shows nothing; larger, it is no node any more. */
const LEAST: Size = { width: 160, height: 80 };
const MOST: Size = { width: 1600, height: 2400 };

/** Gives nodes sizes by hand, as far as they are sizes for nodes; the very same document if they have them. */
export function sizeNodes(workflow: Workflow, sizes: Readonly<Record<string, Size>>): Workflow {
  const changed: Record<string, NodeLayout> = {};
  for (const [id, size] of Object.entries(sizes)) {
    const old = workflow.layout.nodes[id];
    const width = within(size.width, LEAST.width, MOST.width);
    const height = within(size.height, LEAST.height, MOST.height);
    const isNew = old?.sized !== true || old.width !== width || old.height !== height;
    if (old !== undefined && isNew) changed[id] = { ...old, width, height, sized: true };
  }
  return withPlaces(workflow, changed);
}

/** Gives nodes back the size that follows from what they show. */
export function unsizeNodes(workflow: Workflow, ids: Iterable<string>): Workflow {
  const changed: Record<string, NodeLayout> = {};
  for (const id of ids) {
    const { width: _width, height: _height, sized, ...rest } = workflow.layout.nodes[id] ?? { x: 0, y: 0 };
    if (sized === true) changed[id] = rest;
  }
  return withPlaces(workflow, changed);
}

function withPlaces(workflow: Workflow, changed: Record<string, NodeLayout>): Workflow {
  if (Object.keys(changed).length === 0) return workflow;
  return { ...workflow, layout: { ...workflow.layout, nodes: { ...workflow.layout.nodes, ...changed } } };
}

function within(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}
