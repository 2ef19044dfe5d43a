import { z } from "zod";

/** How much of one of a plan's time windows is used. Named by its length: positions are not names. */
export const usageWindowSchema = z.object({
  /** `5 h`, `7 d`. */
  label: z.string(),
  /** A further limit beside the plan's own, such as `Code review`; absent for the plan's own. */
  limit: z.string().optional(),
  lengthSeconds: z.number(),
  /** 0 to 100; absent when the upstream did not say. */
  usedPercent: z.number().optional(),
  /** ISO 8601. */
  resetsAt: z.string().optional(),
});
export type UsageWindow = z.infer<typeof usageWindowSchema>;

export const creditsSchema = z.object({
  hasCredits: z.boolean(),
  unlimited: z.boolean(),
  /** As the upstream writes it. */
  balance: z.string().optional(),
});
export type Credits = z.infer<typeof creditsSchema>;

/** What one answer of an upstream says about a plan's use. */
export interface UsageReport {
  windows: UsageWindow[];
  credits?: Credits;
  /** The upstream's own verdict; only a poll brings one. */
  allowed?: boolean;
  /** Which kind of limit is reached, in the upstream's word. */
  reachedType?: string;
  /** True: it names every limit there is. False: of limits it does not name nothing is said. */
  isComplete: boolean;
}

/** The use of one account's plan, as people and scripts see it. */
export const accountUsageSchema = z.object({
  windows: z.array(usageWindowSchema),
  credits: creditsSchema.optional(),
  usableNow: z.boolean(),
  /** Words for one line: `the 7 d window, until 2026-11-25 14:05 UTC`. */
  blockedBy: z.string().optional(),
  /** ISO 8601. */
  blockedUntil: z.string().optional(),
  /** ISO 8601: when the upstream last told; absent when it never did. */
  observedAt: z.string().optional(),
});
export type AccountUsage = z.infer<typeof accountUsageSchema>;

/** Calls of one account or key at work and waiting, and how many may be at work together. */
export const callQueueSchema = z.object({ running: z.int(), waiting: z.int(), limit: z.int() });
export type CallQueue = z.infer<typeof callQueueSchema>;

/** Where it is kept that an account's plan is used up; all that outlives the process. */
export interface AccountLimits {
  /** `until` is ISO 8601. */
  noteLimit(accountId: string, until: string): Promise<void>;
  clearLimit(accountId: string): Promise<void>;
}

/** Places of one payer, shared by all processes that call for it. */
export interface Seats {
  /**
   * Waits for one of so many places, and gives what frees it. `onWait` is called where none is free at the first look.
   * Rejects only when `signal` aborts.
   */
  take(limit: number, onWait: () => void, signal: AbortSignal): Promise<() => void>;
}
