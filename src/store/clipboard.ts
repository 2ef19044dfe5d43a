import { z } from "zod";
import { MAX_PLACE } from "@/lib/graph/documentFaults";
import { mendDocument } from "@/lib/graph/mendDocument";
import { withToolsAsked } from "@/lib/nodes/askedTools";
import {
  MAX_NODES,
  type NodeGroup,
  nodeGroupSchema,
  nodeLayoutSchema,
  type WorkflowEdge,
  wireLayoutSchema,
  workflowEdgeSchema,
  workflowNodeSchema,
} from "@/types/workflow";
import { emptyWorkflow, type Point } from "./documentEdits";
import { newId } from "./ids";

/** Some nodes of a document, the wires between them and their places: what a clipboard carries. */
const partsSchema = z.object({
  nodes: z.array(workflowNodeSchema).max(MAX_NODES),
  edges: z.array(workflowEdgeSchema).max(10 * MAX_NODES),
  layout: z.record(z.string(), nodeLayoutSchema),
  /** Points of the wires, by the id of the wire. */
  wires: z.record(z.string(), wireLayoutSchema).optional(),
  groups: z.array(nodeGroupSchema).optional(),
});
export type Parts = z.infer<typeof partsSchema>;

const clipboardSchema = partsSchema.extend({ format: z.literal("patchbay/nodes"), version: z.literal(1) });

/** JSON text, so that nodes travel between tabs and through any text field. */
export function toClipboardText(parts: Parts): string {
  return JSON.stringify({ format: "patchbay/nodes", version: 1, ...parts });
}

/** Nodes from clipboard text, mended as a document is, or undefined when it holds something else. */
export function parseClipboardText(text: string): Parts | undefined {
  const parts = clipboardSchema.safeParse(parseJson(text)).data;
  if (parts === undefined) return undefined;
  const { nodes, edges, layout, wires, groups } = parts;
  const { workflow } = mendDocument({
    ...emptyWorkflow("Clipboard"),
    nodes,
    edges,
    layout: { nodes: layout, edges: wires, groups: [] },
  });
  const { layout: mended } = workflow;
  return {
    nodes: withToolsAsked(workflow.nodes),
    edges: workflow.edges,
    layout: mended.nodes,
    wires: mended.edges,
    groups,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same parts under fresh ids, moved by `offset`; wires that lead elsewhere are left out. */
export function copyParts(parts: Parts, offset: Point): Parts {
  const ids = new Map(parts.nodes.map((node) => [node.id, newId(node.type.slice(0, 40).replace(/[^\w-]/g, "_"))]));
  const idOf = (id: string) => ids.get(id) ?? id;
  const copyEnd = (end: { node: string; port: string }) => ({ node: idOf(end.node), port: end.port });
  const places = parts.nodes.map((node) => {
    const place = parts.layout[node.id] ?? { x: 0, y: 0 };
    return [idOf(node.id), { ...place, x: onCanvas(place.x + offset.x), y: onCanvas(place.y + offset.y) }];
  });
  const edges = parts.edges.filter((edge) => ids.has(edge.source.node) && ids.has(edge.target.node));
  const edgeIds = new Map(edges.map(({ id }) => [id, newId("e")]));
  const movePoint = ({ x, y }: Point) => ({ x: onCanvas(x + offset.x), y: onCanvas(y + offset.y) });
  const wires = Object.entries(parts.wires ?? {}).flatMap(([id, { points }]) => {
    const copy = edgeIds.get(id);
    return copy === undefined ? [] : [[copy, { points: points.map(movePoint) }] as const];
  });
  return {
    nodes: parts.nodes.map((node) => ({ ...node, id: idOf(node.id) })),
    edges: edges.map(({ id, source, target }) => ({
      id: edgeIds.get(id) ?? newId("e"),
      source: copyEnd(source),
      target: copyEnd(target),
    })),
    layout: Object.fromEntries(places),
    ...(parts.groups === undefined ? {} : { groups: copyGroups(parts.groups, ids) }),
    wires: wires.length === 0 ? undefined : Object.fromEntries(wires),
  };
}

/** For a copy, the wires that lead into the copied nodes from nodes that were not copied. */
export function inputsOfCopy(edges: readonly WorkflowEdge[], { nodes }: Parts, copy: Parts): WorkflowEdge[] {
  const copyOf = new Map(nodes.map(({ id }, index) => [id, copy.nodes[index]?.id]));
  return edges.flatMap(({ source, target }) => {
    const node = copyOf.get(target.node);
    if (node === undefined || copyOf.has(source.node)) return [];
    return [{ id: newId("e"), source, target: { ...target, node } }];
  });
}

function copyGroups(groups: readonly NodeGroup[], ids: ReadonlyMap<string, string>): NodeGroup[] {
  return groups.flatMap((group) => {
    const nodes = group.nodes.flatMap((id) => ids.get(id) ?? []);
    return nodes.length === 0 ? [] : [{ ...group, id: newId("g"), nodes }];
  });
}

function onCanvas(length: number): number {
  return Math.max(-MAX_PLACE, Math.min(MAX_PLACE, length));
}
