import { AppError } from "@/types/errors";

/** A run that this process has the claim on, or had until it lets go. */
export interface HeldRun {
  /** Of the claim: whoever claims the run next has a higher one, and the database refuses what comes with a lower. */
  number: number;
  lastSeq: number;
  lost: AbortController;
  stop: AbortController;
  /** The append under way: the next one waits for it. */
  turn: Promise<unknown>;
}

/** By run. One that was lost stays until its work here has stopped, so that it is not taken up beside that. */
export type HeldRuns = Map<string, HeldRun>;

export function lostClaim(id: string): AppError {
  return new AppError("conflict", "Another process works on this run now.", { id });
}
