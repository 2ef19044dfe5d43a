import { z } from "zod";
import { callQueueSchema } from "./limits";
import { payerSchema } from "./providers";
import { runSummarySchema } from "./run";
import { idSchema } from "./workflow";

/** A run that has not come to an end, and what it does with places. */
export const openRunSchema = runSummarySchema.omit({ outputs: true }).extend({
  /** Of its document; absent when that is gone, or was never saved. */
  workflowName: z.string().optional(),
});
export type OpenRun = z.infer<typeof openRunSchema>;

/** Who has places of a payer. `run` is absent for calls that no run made. */
export const placeHolderSchema = z.object({
  run: idSchema.optional(),
  workflowId: idSchema.optional(),
  workflowName: z.string().optional(),
  running: z.int(),
  waiting: z.int(),
});
export type PlaceHolder = z.infer<typeof placeHolderSchema>;

/** The places of one payer that are taken or waited for; calls and pictures have places of their own. */
export const placesSchema = callQueueSchema.extend({
  payer: payerSchema,
  of: z.enum(["calls", "images"]),
  holders: z.array(placeHolderSchema),
});
export type PlacesView = z.infer<typeof placesSchema>;

/** What goes on everywhere: of `GET /api/activity`. */
export const activitySchema = z.object({ runs: z.array(openRunSchema), places: z.array(placesSchema) });
export type Activity = z.infer<typeof activitySchema>;
