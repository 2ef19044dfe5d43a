import { type Spent, spentOf } from "@/lib/nodes/spent";
import { isAppError, toErrorBody } from "@/types/errors";
import type { RunError, RunEventBody } from "@/types/run";

/** A failure as events tell it, with what it had cost all the same. */
export interface Failure extends Spent {
  error: RunError;
}

/** A bug is logged through `reportBug` and shown as a reference alone. */
export function toFailure(error: unknown, reportBug: (error: unknown) => string): Failure {
  const { requestId: _, ...body } = toErrorBody(error);
  if (!isAppError(error)) {
    return { error: { ...body, details: { ...body.details, reference: reportBug(error) } } };
  }
  const spent = spentOf(error);
  if (Object.keys(spent).length === 0 || body.details === undefined) return { error: body };
  const { usage: __, payer: ___, calls: ____, ...details } = body.details;
  return { error: { ...body, details }, ...spent };
}

/** Until when a node waits for a usage limit, and whose. */
export type Park = Omit<Extract<RunEventBody, { type: "node-park" }>, "type" | "node">;

/** The wait that an error asks for: of a usage limit that passes with time, whether it says when or not. */
export function toPark(error: unknown, data: unknown): Park | undefined {
  if (!isAppError(error) || error.code !== "usage_limit_reached") return undefined;
  const { resetsAt, window, account, isPlanLimit } = error.facts;
  const until = typeof resetsAt === "string" ? resetsAt : null;
  if (until === null && isPlanLimit !== true) return undefined;
  return {
    until,
    ...(typeof window === "string" ? { window } : {}),
    account: typeof account === "string" ? account : accountOf(data),
  };
}

/** The account that a node names; empty for the default one. */
function accountOf(data: unknown): string {
  const named = typeof data === "object" && data !== null && "account" in data ? data.account : undefined;
  return typeof named === "string" ? named : "";
}
