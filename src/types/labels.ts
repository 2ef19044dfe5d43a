import { z } from "zod";
import { idSchema } from "./workflow";

/** What a person thinks of a row. */
export const thumbSchema = z.enum(["up", "down"]);
export type Thumb = z.infer<typeof thumbSchema>;

/** Longest note, in characters. */
export const MAX_NOTE = 2_000;

/** What a person says of one row of a node's result; without a thumb and a note it is taken back. */
export const labelRequestSchema = z.strictObject({
  node: idSchema,
  /** From 0. */
  row: z.int().min(0).max(9_999_999),
  label: thumbSchema.nullable(),
  note: z.string().max(MAX_NOTE).optional(),
});
export type LabelRequest = z.infer<typeof labelRequestSchema>;

/** The same as it is kept: one for each row, whoever said it last. */
export const runLabelSchema = z.object({
  ...labelRequestSchema.shape,
  /** Who said it, where people have names. */
  by: idSchema.optional(),
  /** ISO 8601, UTC. */
  at: z.string(),
});
export type RunLabel = z.infer<typeof runLabelSchema>;

/** Whether it says nothing any more. */
export function isTakenBack({ label, note = "" }: Pick<LabelRequest, "label" | "note">): boolean {
  return label === null && note === "";
}
