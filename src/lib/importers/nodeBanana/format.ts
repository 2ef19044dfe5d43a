import { z } from "zod";

/**
 * The document of Node Banana, version 1. It has no schema of its own, so that only what is needed is asked for; what
 * React Flow keeps in it, run states and results are left behind.
 */

const pointSchema = z.object({ x: z.number(), y: z.number() });

const nodeSchema = z.object({
  id: z.string(),
  type: z.string(),
  position: pointSchema.catch({ x: 0, y: 0 }),
  style: z.object({ width: z.number().positive(), height: z.number().positive() }).optional().catch(undefined),
  groupId: z.string().optional().catch(undefined),
  data: z.record(z.string(), z.unknown()).catch({}),
});
export type BananaNode = z.infer<typeof nodeSchema>;

const edgeSchema = z.object({
  source: z.string(),
  target: z.string(),
  sourceHandle: z.string().nullish().catch(undefined),
  targetHandle: z.string().nullish().catch(undefined),
});
export type BananaEdge = z.infer<typeof edgeSchema>;

const groupSchema = z.object({ name: z.string().catch(""), color: z.string().catch("") });

export const bananaSchema = z.object({
  version: z.literal(1),
  name: z.string().catch(""),
  edgeStyle: z.enum(["angular", "curved"]).optional().catch(undefined),
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
  groups: z.record(z.string(), groupSchema).optional().catch(undefined),
});
export type Banana = z.infer<typeof bananaSchema>;
