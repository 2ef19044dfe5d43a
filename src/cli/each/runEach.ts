import { type ExitCode, exitCodes, type Terminal } from "@/cli/command";
import { toText } from "@/lib/nodes/values";
import type { RunService } from "@/lib/runs/runService";
import type { Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { createBoard } from "./board";
import type { CheckedRow } from "./checkRows";
import type { Results } from "./results";
import type { EachRow } from "./row";
import type { RowResult } from "./rowResult";
import { runRow } from "./runRow";
import { verdictOf } from "./verdict";

export interface RunEachOptions {
  workflow: Workflow;
  rows: readonly CheckedRow[];
  inputsOf(row: EachRow): Promise<Record<string, Value>>;
  runs: RunService;
  terminal: Terminal;
  /** Rows at work at one time. */
  parallel: number;
  useCache: boolean;
  /** A line of JSON for each row on standard output. */
  asJson: boolean;
  results?: Results;
}

/**
 * Runs all rows that are not done yet, some at a time. No further row begins after Ctrl-C, or when a limit is reached or
 * a sign-in is needed: the others would fare alike. @throws AppError `storage_failed`
 */
export async function runEach(options: RunEachOptions): Promise<ExitCode> {
  const { rows, terminal, results } = options;
  const ended = new Map<number, RowResult>();
  const missing: CheckedRow[] = [];
  for (const row of rows) {
    const earlier = results?.earlier(row);
    if (earlier?.status === "completed") ended.set(row.number, earlier);
    else missing.push(row);
  }
  if (missing.length === 0) terminal.say("All rows are done already, so nothing is run.");
  else if (ended.size > 0) terminal.say(`${ended.size} of ${rows.length} rows are done already and stay as they are.`);
  for (const result of ended.values()) if (options.asJson) terminal.print(JSON.stringify({ ...result, earlier: true }));
  const { lacksSignIn } = await workOn(missing, options, ended);
  const { exitCode, lines } = verdictOf(rows, ({ number }) => ended.get(number), lacksSignIn);
  for (const line of lines) terminal.say(line);
  if (exitCode !== exitCodes.done) terminal.say(wayOn(exitCode, results !== undefined));
  return exitCode;
}

function wayOn(exitCode: ExitCode, isKept: boolean): string {
  const again = isKept
    ? "The same command goes on with what is missing."
    : "What is done comes from the cache next time.";
  if (exitCode === exitCodes.signInNeeded) return `Sign in or add a key (patchbay login). ${again}`;
  if (exitCode === exitCodes.waiting) return `Answer in the inbox of Patchbay. ${again}`;
  return exitCode === exitCodes.parked ? `A limit is reached; a running Patchbay goes on with it. ${again}` : again;
}

/** Takes rows from one list, so that each is taken once. */
async function workOn(
  missing: readonly CheckedRow[],
  options: RunEachOptions,
  ended: Map<number, RowResult>,
): Promise<{ lacksSignIn: boolean }> {
  const { rows, terminal, parallel, results } = options;
  const board = createBoard({ terminal, rows: rows.length, done: rows.length - missing.length });
  const waiting = missing.values();
  const stopped = new AbortController();
  const signal = AbortSignal.any([terminal.signal, stopped.signal]);
  let lacksSignIn = false;
  let isOver = false;

  async function work(): Promise<void> {
    for (const row of waiting) {
      if (isOver || signal.aborted) return;
      board.begin(row);
      const outcome = await runOne(row, options, signal, (share) => board.share(row, share));
      ended.set(row.number, outcome.result);
      board.end(row, outcome.result);
      show(outcome.result, options);
      lacksSignIn ||= outcome.lacksSignIn;
      isOver ||= outcome.lacksSignIn || isUsedUp(outcome.result);
    }
  }
  // A full disk stops the others too, and is told when they have stopped.
  const workers = Array.from({ length: Math.min(parallel, missing.length) }, () =>
    work().catch((error: unknown) => {
      stopped.abort();
      throw error;
    }),
  );
  const outcomes = await Promise.allSettled(workers);
  board.close();
  await results?.finish();
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return { lacksSignIn };
}

/** What pays has nothing left for now. */
function isUsedUp({ status, error }: RowResult): boolean {
  return status === "parked" || (status === "failed" && error?.code === "usage_limit_reached");
}

async function runOne(
  row: CheckedRow,
  { workflow, inputsOf, runs, useCache, results }: RunEachOptions,
  signal: AbortSignal,
  onShare: (share: number) => void,
) {
  const earlier = results?.earlier(row);
  const outcome = await runRow({
    ...{ row: row.number, name: results?.nameOf(row) ?? row.name, workflow, runs, useCache, signal, onShare },
    inputs: () => inputsOf(row),
    open: earlier?.status === "parked" || earlier?.status === "waiting" ? earlier.run : undefined,
  });
  return results === undefined ? outcome : { ...outcome, result: await results.keep(row, outcome.result) };
}

/** One line of JSON; or, for a person and without a folder for them, the outputs. */
function show(result: RowResult, { terminal, asJson, results }: RunEachOptions): void {
  if (asJson) terminal.print(JSON.stringify(result));
  if (asJson || results !== undefined) return;
  for (const [name, value] of Object.entries(result.outputs)) {
    terminal.print(`# ${result.name}${Object.keys(result.outputs).length > 1 ? `, ${name}` : ""}`);
    terminal.print(toText(value));
  }
}
