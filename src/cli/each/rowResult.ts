import { z } from "zod";
import { payerSchema } from "@/types/providers";
import { runEndStatusSchema, valueSchema } from "@/types/run";

/** What came of one row: a line of JSON on standard output and in `results.jsonl`. */
export const rowResultSchema = z.object({
  row: z.int(),
  name: z.string(),
  status: runEndStatusSchema,
  /** Absent where the run did not begin. */
  run: z.string().optional(),
  outputs: z.record(z.string(), valueSchema),
  error: z.object({ code: z.string(), message: z.string(), node: z.string().optional() }).optional(),
  /** Of a parked run, where its limit tells: ISO 8601. */
  until: z.string().optional(),
  /** Items that failed in a run that completed all the same. */
  problems: z.int().optional(),
  calls: z.int().optional(),
  /** Tokens. */
  tokens: z.int().optional(),
  payers: z.array(payerSchema).optional(),
  /** By output: paths below the folder of `--out`. */
  files: z.record(z.string(), z.array(z.string())).optional(),
});
export type RowResult = z.infer<typeof rowResultSchema>;

/** For a person. */
export const statusWords: Record<RowResult["status"], string> = {
  completed: "completed",
  failed: "failed",
  cancelled: "stopped",
  parked: "parked",
  waiting: "waiting for an answer",
};
