import { z } from "zod";

/** Ids of documents, nodes and edges: safe as a file name and as a CSS selector. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, _ or -");

/** Limits of a document. */
export const MAX_WORKFLOW_BYTES = 10 * 1024 * 1024;
export const MAX_NODES = 10_000;
export const MAX_DEPTH = 64;
/** Characters of a comment, and points of a wire. */
export const MAX_COMMENT = 4000;
export const MAX_WIRE_POINTS = 50;

export const workflowNodeSchema = z.object({
  id: idSchema,
  /** A kind of `lib/nodes/nodeKinds`; an unknown one is kept and shown as a placeholder. */
  type: z.string().min(1).max(64),
  title: z.string().max(200).optional(),
  data: z.record(z.string(), z.unknown()),
  /** `muted`: it and what hangs on it do not run. `bypassed`: what comes in goes on unchanged. */
  off: z.enum(["muted", "bypassed"]).optional(),
  /** What people tell each other about the node; never sent anywhere. */
  comment: z.string().max(MAX_COMMENT).optional(),
});
export type WorkflowNode = z.infer<typeof workflowNodeSchema>;

export const endpointSchema = z.object({ node: idSchema, port: z.string().min(1).max(100) });
export type Endpoint = z.infer<typeof endpointSchema>;

export const workflowEdgeSchema = z.object({ id: idSchema, source: endpointSchema, target: endpointSchema });
export type WorkflowEdge = z.infer<typeof workflowEdgeSchema>;

/** Where a node stands, in canvas pixels. Sizes are stored so that a large document opens without measuring. */
export const nodeLayoutSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().positive().optional(),
  height: z.number().positive().optional(),
  /** A person gave it this size; else it is what was measured last. */
  sized: z.boolean().optional(),
  collapsed: z.boolean().optional(),
});
export type NodeLayout = z.infer<typeof nodeLayoutSchema>;

/** Points on the canvas through which a wire leads, from its source on. */
export const wireLayoutSchema = z.object({
  points: z.array(z.object({ x: z.number(), y: z.number() })).max(MAX_WIRE_POINTS),
});

export type WireLayout = z.infer<typeof wireLayoutSchema>;

/** Colours of groups; the tokens are in canvas.css. */
export const groupColours = ["grey", "blue", "green", "amber", "pink"] as const;

/** Nodes that are seen and moved together; what runs does not depend on it. */
export const nodeGroupSchema = z.looseObject({
  id: idSchema,
  title: z.string().max(200).optional(),
  colour: z.enum(groupColours).optional(),
  nodes: z.array(idSchema).max(MAX_NODES),
  /** Drawn as one node. */
  collapsed: z.boolean().optional(),
});
export type NodeGroup = z.infer<typeof nodeGroupSchema>;

export const workflowLayoutSchema = z.object({
  nodes: z.record(z.string(), nodeLayoutSchema),
  edges: z.record(z.string(), wireLayoutSchema).optional(),
  /** `nodeGroupSchema`; whatever else stands here is kept and not drawn. */
  groups: z.array(z.record(z.string(), z.unknown())).default([]),
  viewport: z.object({ x: z.number(), y: z.number(), zoom: z.number().positive() }).optional(),
});

/** What a person is asked for: the kinds of fields of a form. */
export const inputKinds = ["text", "long", "number", "choice", "picture", "file", "table"] as const;
export type InputKind = (typeof inputKinds)[number];

/** How one named input is asked for; whatever else stands here is kept. */
export const inputSettingsSchema = z.looseObject({
  /** One of `inputKinds`; of any other, the input is asked for as the graph says. */
  kind: z.string().max(32).optional(),
  title: z.string().max(200).optional(),
  hint: z.string().max(1000).optional(),
  default: z.unknown().optional(),
  required: z.boolean().optional(),
  /** Of a choice. */
  options: z.array(z.string().max(200)).max(200).optional(),
});
export type InputSettings = z.infer<typeof inputSettingsSchema>;

/** What the workflow is to those who run it without its canvas; whatever else stands here is kept. */
export const workflowSettingsSchema = z.looseObject({
  /** Agents may use it as a tool. */
  offer: z.boolean().optional(),
  description: z.string().max(4000).optional(),
  /** By the name of an input. */
  inputs: z.record(z.string(), inputSettingsSchema).optional(),
});
export type WorkflowSettings = z.infer<typeof workflowSettingsSchema>;

/** The document: what runs (`nodes`, `edges`), apart from where it stands (`layout`). It never holds results. */
export const workflowSchema = z.object({
  format: z.literal("patchbay/workflow"),
  version: z.literal(1),
  id: idSchema,
  name: z.string().min(1).max(200),
  /** Moves by one with every save; a save that names an older one is refused. */
  revision: z.int().nonnegative(),
  settings: workflowSettingsSchema.optional(),
  nodes: z.array(workflowNodeSchema).max(MAX_NODES),
  edges: z.array(workflowEdgeSchema).max(10 * MAX_NODES),
  layout: workflowLayoutSchema,
});
export type Workflow = z.infer<typeof workflowSchema>;

/** What runs of a document: the part the planner and the engine see. */
export type WorkflowGraph = Pick<Workflow, "nodes" | "edges">;

/** What a document looks like from far, in a few integers; `boxes` are x, y, width, height and kind. */
export const workflowDrawingSchema = z.object({
  width: z.int(),
  height: z.int(),
  boxes: z.array(z.tuple([z.int(), z.int(), z.int(), z.int(), z.string()])),
  /** Places in `boxes`. */
  wires: z.array(z.tuple([z.int(), z.int()])),
});
export type WorkflowDrawing = z.infer<typeof workflowDrawingSchema>;

export const workflowSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  revision: z.int(),
  nodeCount: z.int(),
  updatedAt: z.string(),
  drawing: workflowDrawingSchema.optional(),
});
export type WorkflowSummary = z.infer<typeof workflowSummarySchema>;

/** An earlier save of a document; `version` is its name in addresses. */
export const workflowVersionSchema = z.object({
  version: idSchema,
  /** The revision that it was. */
  revision: z.int(),
  savedAt: z.string(),
  /** Given by a person; what has one is kept for good. */
  name: z.string().optional(),
  /** What it takes on the disk. */
  bytes: z.int(),
});
export type WorkflowVersion = z.infer<typeof workflowVersionSchema>;

/** A deleted document; `entry` is its name in addresses of the bin. */
export const binnedWorkflowSchema = z.object({
  entry: idSchema,
  /** The id that it had. */
  id: idSchema,
  name: z.string(),
  /** Absent where the document cannot be read. */
  nodeCount: z.int().optional(),
  deletedAt: z.string(),
  /** When it is deleted for good. */
  goneAt: z.string(),
});
export type BinnedWorkflow = z.infer<typeof binnedWorkflowSchema>;
