import { z } from "zod";
import { MAX_PLACE } from "@/lib/graph/documentFaults";
import { mendDocument } from "@/lib/graph/mendDocument";
import { MAX_NODES, nodeLayoutSchema, workflowEdgeSchema, workflowNodeSchema } from "@/types/workflow";
import { emptyWorkflow, type Point } from "./documentEdits";
import { newId } from "./ids";

/** Some nodes of a document, the wires between them and their places: what a clipboard carries. */
export const partsSchema = z.object({
  nodes: z.array(workflowNodeSchema).max(MAX_NODES),
  edges: z.array(workflowEdgeSchema).max(10 * MAX_NODES),
  layout: z.record(z.string(), nodeLayoutSchema),
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
  const { nodes, edges, layout } = parts;
  const { workflow } = mendDocument({
    ...emptyWorkflow("Clipboard"),
    nodes,
    edges,
    layout: { nodes: layout, groups: [] },
  });
  return { nodes: workflow.nodes, edges: workflow.edges, layout: workflow.layout.nodes };
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
  return {
    nodes: parts.nodes.map((node) => ({ ...node, id: idOf(node.id) })),
    edges: parts.edges
      .filter((edge) => ids.has(edge.source.node) && ids.has(edge.target.node))
      .map((edge) => ({ id: newId("e"), source: copyEnd(edge.source), target: copyEnd(edge.target) })),
    layout: Object.fromEntries(places),
  };
}

function onCanvas(length: number): number {
  return Math.max(-MAX_PLACE, Math.min(MAX_PLACE, length));
}
