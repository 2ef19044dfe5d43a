import { z } from "zod";
import { valueSchema } from "./run";

/** A `request` node that is tried without a run: its data, and what fills its places. */
export const tryRequestSchema = z.strictObject({
  data: z.record(z.string(), z.unknown()),
  inputs: z.record(z.string(), valueSchema).default({}),
});

export const triedRequestSchema = z.object({ status: z.number(), body: valueSchema });
export type TriedRequest = z.infer<typeof triedRequestSchema>;
