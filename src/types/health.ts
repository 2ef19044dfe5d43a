import { z } from "zod";

/** A process that works on runs of a database. */
export const workerViewSchema = z.object({
  id: z.string(),
  /** It works on so many at this moment. */
  runs: z.int(),
  /** At one time at most. */
  capacity: z.int(),
  lastSeenAt: z.iso.datetime(),
});
export type WorkerView = z.infer<typeof workerViewSchema>;

/** Of a database; what it cannot say while it is away is absent. */
export const operationSchema = z.object({
  database: z.object({ status: z.enum(["ok", "away"]), latencyMs: z.number().optional() }),
  /** Runs that wait for a worker, and those at work. */
  queue: z.object({ waiting: z.int(), running: z.int(), oldestWaitingSeconds: z.number().optional() }).optional(),
  workers: z.array(workerViewSchema).optional(),
});
export type OperationView = z.infer<typeof operationSchema>;

/** Of `GET /api/health`: whoever is a stranger learns the first three. */
export const healthSchema = z.object({
  status: z.literal("ok"),
  version: z.string(),
  uptimeSeconds: z.int(),
  ...operationSchema.partial().shape,
});
export type Health = z.infer<typeof healthSchema>;
