import { z } from "zod";
import { runInputsSchema } from "./api";
import { runEndStatusSchema, runStatusSchema, valueSchema } from "./run";
import { idSchema, inputKinds } from "./workflow";

/** A named input as its field needs it. */
export const pageInputSchema = z.object({
  name: z.string(),
  kind: z.enum(inputKinds),
  title: z.string(),
  hint: z.string().optional(),
  default: valueSchema.optional(),
  required: z.boolean(),
  options: z.array(z.string()).optional(),
});
export type PageInput = z.infer<typeof pageInputSchema>;

export const pageOutputSchema = z.object({
  name: z.string(),
  node: idSchema,
  format: z.string(),
  /** The nodes whose words arrive there. */
  from: z.array(idSchema),
});
export type PageOutput = z.infer<typeof pageOutputSchema>;

/** A workflow to those who only run it: what it asks for, what it gives, and what its steps are called. No prompts. */
export const pageFormSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string().optional(),
  inputs: z.array(pageInputSchema),
  outputs: z.array(pageOutputSchema),
  steps: z.array(z.object({ node: idSchema, type: z.string(), title: z.string().optional() })),
  /** Came by a link that opens nothing but this page. */
  isByLink: z.boolean(),
});
export type PageForm = z.infer<typeof pageFormSchema>;

/** A run in the history of a page. Times are ISO 8601, UTC. */
export const pageRunSchema = z.object({
  id: idSchema,
  status: z.union([runStatusSchema, runEndStatusSchema]),
  createdAt: z.string(),
  endedAt: z.string().optional(),
  /** Items that failed in a run that completed all the same. */
  problems: z.int(),
  /** What it was given, on one line; in the history alone, where there is something to tell. */
  given: z.string().optional(),
});
export type PageRun = z.infer<typeof pageRunSchema>;

export const pageRunsSchema = z.object({ runs: z.array(pageRunSchema), next: z.string().optional() });
export type PageRuns = z.infer<typeof pageRunsSchema>;

export const listPageRunsQuerySchema = z.object({ before: z.string().max(100).optional() });

export const startPageRunSchema = z.object({ inputs: runInputsSchema.default({}) }).strict();

export const createPageLinkSchema = z.object({ name: z.string().trim().min(1).max(80) }).strict();

/** A link as people see it. */
export const pageLinkViewSchema = z.object({
  id: idSchema,
  workflowId: idSchema,
  name: z.string(),
  /** Who made it, where people have names: it acts for them. */
  person: idSchema.optional(),
  createdAt: z.string(),
  /** To the minute. */
  lastUsedAt: z.string().optional(),
});
export type PageLinkView = z.infer<typeof pageLinkViewSchema>;

export const pageLinksSchema = z.object({ links: z.array(pageLinkViewSchema) });

/** The only answer that holds the link itself; `path` is its address on this site. */
export const createdPageLinkSchema = pageLinkViewSchema.extend({ path: z.string() });
export type CreatedPageLink = z.infer<typeof createdPageLinkSchema>;

export const enterByLinkSchema = z.object({ link: z.string().min(1).max(200) }).strict();
