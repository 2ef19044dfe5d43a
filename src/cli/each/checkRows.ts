import { createHash } from "node:crypto";
import type { RunService } from "@/lib/runs/runService";
import { AppError, isAppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import type { EachRow } from "./row";

/** A row that can run. */
export interface CheckedRow extends EachRow {
  /** Stands for its inputs and the workflow: another one would be another run. */
  key: string;
}

export interface CheckOptions {
  workflow: Workflow;
  runs: Pick<RunService, "prepare">;
  inputsOf(row: EachRow): Promise<Record<string, Value>>;
  signal: AbortSignal;
}

/** Rows that are named among those that cannot run. */
const TOLD = 10;

/**
 * Looks at all rows as a run does before it starts. Nothing is spent.
 * @throws AppError `invalid_request` naming every row that cannot run, `storage_failed`
 */
export async function checkRows(rows: readonly EachRow[], options: CheckOptions): Promise<CheckedRow[]> {
  const faults: string[] = [];
  const checked: CheckedRow[] = [];
  for (const row of rows) {
    options.signal.throwIfAborted();
    try {
      const inputs = await options.inputsOf(row);
      await options.runs.prepare(options.workflow, { inputs });
      checked.push({ ...row, key: keyOf(options.workflow, inputs) });
    } catch (error) {
      if (!isAppError(error) || error.code === "storage_failed") throw error;
      faults.push(`${row.where}: ${error.message}`);
    }
  }
  if (faults.length === 0) return checked;
  const head = faults.length === 1 ? "One row" : `${faults.length} rows`;
  const more = faults.length > TOLD ? [`and ${faults.length - TOLD} more`] : [];
  const message = [`${head} of ${rows.length} cannot run, so nothing was started.`, ...faults.slice(0, TOLD), ...more];
  throw new AppError("invalid_request", message.join("\n  "));
}

function keyOf({ nodes, edges }: Workflow, inputs: Record<string, Value>): string {
  // Where things stand on the canvas, and what they are called there, changes no result.
  const parts = nodes.map(({ id, type, data, off }) => ({ id, type, data, off }));
  return createHash("sha256")
    .update(JSON.stringify([parts, edges, inputs]))
    .digest("base64url")
    .slice(0, 22);
}
