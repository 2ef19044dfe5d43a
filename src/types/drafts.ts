import { z } from "zod";
import { noticeSchema, usageSchema } from "./llm";
import { payerSchema, providerIdSchema } from "./providers";
import { idSchema, MAX_NODES, workflowEdgeSchema, workflowNodeSchema } from "./workflow";

/** Characters of a workflow of another program, pasted or from a file. */
export const MAX_SOURCE_CHARACTERS = 400_000;

const graphSchema = z.object({
  nodes: z.array(workflowNodeSchema).max(MAX_NODES),
  edges: z.array(workflowEdgeSchema).max(10 * MAX_NODES),
});

/** A wish that a model turns into a graph: something new, or a change of what is selected. */
export const draftRequestSchema = z
  .object({
    wish: z.string().max(20_000).default(""),
    /** A workflow of another program, as its file says it. */
    source: z.string().max(MAX_SOURCE_CHARACTERS).optional(),
    /** What is to be changed: its wires among themselves only. */
    selection: graphSchema.optional(),
    /** Who draws; new model nodes run on the same. */
    provider: providerIdSchema,
    model: z.string().min(1).max(200),
    account: idSchema.optional(),
  })
  .refine(({ wish, source }) => wish.trim() !== "" || source !== undefined, "Say what the workflow should do.");
export type DraftRequest = z.infer<typeof draftRequestSchema>;

/** A graph that passed every check that a run makes; nodes of the selection keep their ids. */
export const draftSchema = graphSchema.extend({
  name: z.string(),
  /** What the model says of it: what is to be filled in, what had no counterpart. */
  remarks: z.array(z.string()),
  /** Answers it took; one if nothing had to be mended. */
  rounds: z.int().positive(),
  usage: usageSchema,
  payer: payerSchema,
  notices: z.array(noticeSchema),
});
export type Draft = z.infer<typeof draftSchema>;
