import type { AccountUsage } from "@/types/limits";
import type { AccountView } from "@/types/providers";
import type { RunSummary } from "@/types/run";
import type { Delivery, TriggerOf } from "@/types/triggers";
import type { WorkflowSummary } from "@/types/workflow";

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
  /** Starts a run that this account alone pays, or says why there is none. @throws AppError `storage_failed` */
  fire(entry: SpareEntry, account: string): Promise<Pick<Delivery, "run" | "error">>;
}

export type SpareEntry = TriggerOf<"spare">;

/** The runs of one person. */
export interface NightRuns {
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
  workflows: { list(): Promise<WorkflowSummary[]> };
  /** The person's ChatGPT accounts, with what is known of their use without asking. */
  accounts(): Promise<AccountView[]>;
  /** Asks the upstream, at most once a minute. @throws AppError */
  readUsage(account: string): Promise<AccountUsage>;
  /** Milliseconds since 1970. */
  now(): number;
}
