import type { AccountUsage } from "@/types/limits";
import type { AccountView } from "@/types/providers";
import type { RunSummary, RunThrough, Value } from "@/types/run";
import type { Delivery, TriggerOf } from "@/types/triggers";
import type { Workflow, WorkflowSummary } from "@/types/workflow";

/** The entries of one person: triggers of the kind `spare`. */
export interface NightQueue {
  /** In the order that the person gave them. @throws AppError `storage_failed` */
  list(): Promise<SpareEntry[]>;
  /** @throws AppError `storage_failed` */
  arrange(ids: readonly string[]): Promise<void>;
  /** Nothing happens where it is gone. @throws AppError `storage_failed` */
  switchOff(id: string): Promise<void>;
  /** Nothing happens where it is gone. @throws AppError `storage_failed` */
  remove(id: string): Promise<void>;
  /** Notes that one fired. @throws AppError `storage_failed` */
  delivered(id: string, delivery: Delivery): Promise<void>;
}

export type SpareEntry = TriggerOf<"spare">;

/** The runs of one person. */
export interface NightRuns {
  start(workflow: Workflow, request: { inputs?: Record<string, Value>; through: RunThrough }): Promise<{ id: string }>;
  read(id: string): Promise<RunSummary>;
  cancel(id: string): Promise<unknown>;
  /** Everybody's that have not come to an end. */
  open(): Promise<RunSummary[]>;
  list(query: { workflowId?: string }): Promise<{ runs: RunSummary[] }>;
}

/** What the night shift of one person works with. */
export interface NightPorts {
  queue: NightQueue;
  runs: NightRuns;
  workflows: {
    list(): Promise<WorkflowSummary[]>;
    read(id: string): Promise<Workflow>;
  };
  /** The person's ChatGPT accounts, with what is known of their use without asking. */
  accounts(): Promise<AccountView[]>;
  /** Asks the upstream, at most once a minute. @throws AppError */
  readUsage(account: string): Promise<AccountUsage>;
  /** What went wrong in work that nobody waits for. */
  report(message: string, error: unknown): void;
  /** Milliseconds since 1970. */
  now(): number;
}
