import { z } from "zod";
import { valueSchema } from "./run";

/** Code of a `transform` node that is tried without a run: called with these values, or only checked. */
export const tryTransformSchema = z.strictObject({
  code: z.string().max(100_000),
  /** The value, and all inputs by name; absent, the code is not called. */
  given: z.tuple([valueSchema, z.record(z.string(), valueSchema)]).optional(),
});
export type TryTransform = z.infer<typeof tryTransformSchema>;

export const triedTransformSchema = z.object({
  /** Absent where the code was not called. */
  value: valueSchema.optional(),
  told: z.array(z.string()),
});
export type TriedTransform = z.infer<typeof triedTransformSchema>;

/** Where in the code a failure is; both count from 1. */
export const codePlaceSchema = z.object({ line: z.number(), column: z.number() });
