import { z } from "zod";

/** How a file is read, and of a document the page that is asked for, from 1; how it begins, if absent. */
export const filePreviewQuerySchema = z.object({
  as: z.enum(["text", "csv", "json", "jsonl", "document"]),
  page: z.coerce.number().int().min(1).optional(),
});
export type FilePreviewQuery = z.infer<typeof filePreviewQuerySchema>;

/** How a file begins: its text, or its columns and first rows; `unit` and `pages` where it is a document. */
export const filePreviewSchema = z.object({
  unit: z.enum(["page", "slide", "sheet", "chapter", "document"]).optional(),
  pages: z.int().optional(),
  /** Of the page that was asked for. */
  title: z.string().optional(),
  start: z.string().optional(),
  /** No page that was looked at has text. */
  scan: z.boolean().optional(),
  columns: z.array(z.string()).optional(),
  rows: z.array(z.array(z.string())).optional(),
  /** Of all rows, or items. */
  count: z.int().optional(),
});
export type FilePreview = z.infer<typeof filePreviewSchema>;
