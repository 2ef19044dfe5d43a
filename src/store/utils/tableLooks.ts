import { z } from "zod";
import { createWorkflowMemory } from "./workflowMemory";

const looksSchema = z.object({
  /** Columns that are shown or hidden against what is usual, by their ids. */
  visible: z.record(z.string(), z.boolean()).catch({}).default({}),
  order: z.array(z.string()).catch([]).default([]),
  /** In pixels. */
  widths: z.record(z.string(), z.number().min(1).max(4_000)).catch({}).default({}),
  failedFirst: z.boolean().catch(false).default(false),
});

/** How a person wants the tables of one workflow. */
export type TableLooks = z.infer<typeof looksSchema>;

export const tableLooks = createWorkflowMemory("patchbay.tables", looksSchema);
