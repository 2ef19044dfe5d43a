import type { RunClaims, RunJournal } from "@/lib/storage/ports";
import type { RunStatus } from "@/types/run";
import type { ListedSummary } from "./summary";

export interface RunQuery {
  workflowId?: string;
  /** All if absent. */
  limit?: number;
  /** `next` of the page before. */
  before?: string;
  /** Of any if absent. */
  status?: RunStatus;
}

export interface RunPage {
  /** Newest first: the ids of runs begin with the time of their start. */
  runs: ListedSummary[];
  /** Where older runs go on, if there may be any. */
  next?: string;
  /** Runs whose journal cannot be read or makes no sense to this version, of any document. */
  unreadable: { id: string; message: string }[];
}

export interface RunIndex {
  /** A journal that has not grown since is not read again; one that has ended, not after a restart either. */
  list(query?: RunQuery): Promise<RunPage>;
  /** Runs that have not come to an end: at work, parked, cut off. Newest first. Costs little however many have ended. */
  open(): Promise<ListedSummary[]>;
  /** The same for a process that starts and has seen nothing of what went on before. */
  left(): Promise<ListedSummary[]>;
  /** Ids of runs that ended before a time, in milliseconds since 1970. */
  endedBefore(timeMs: number): Promise<string[]>;
  /** Keeps what was summed up while a run was at work. Nobody may write to its journal meanwhile. Never throws. */
  keep(summary: ListedSummary): Promise<void>;
}

export interface RunIndexParts {
  journal: RunJournal;
  claims: RunClaims;
  reportBug: (error: unknown) => unknown;
  /** At work in this process. */
  isActive?: (id: string) => boolean;
}
