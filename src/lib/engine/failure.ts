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

/** The wait that an error asks for; undefined unless it is a usage limit whose reset is known. */
export function toPark(error: unknown, data: unknown): Park | undefined {
  if (!isAppError(error) || error.code !== "usage_limit_reached") return undefined;
  const { resetsAt, window, account } = error.facts;
  if (typeof resetsAt !== "string") return undefined;
  return {
    until: resetsAt,
    ...(typeof window === "string" ? { window } : {}),
    account: typeof account === "string" ? account : accountOf(data),
  };
}

/** The account that a node names; empty for the default one. */
function accountOf(data: unknown): string {
  const named = typeof data === "object" && data !== null && "account" in data ? data.account : undefined;
  return typeof named === "string" ? named : "";
}
