import { type ExitCode, exitCodes } from "@/cli/command";
import { toTable } from "@/cli/table";
import { plain } from "./board";
import type { EachRow } from "./row";
import { type RowResult, statusWords } from "./rowResult";

/** Rows in the table of what failed. */
const TOLD = 20;
const MAX_WORDS = 160;

export interface Verdict {
  exitCode: ExitCode;
  /** For a person, the last thing that is said. */
  lines: string[];
}

/** What came of all rows together; a row without a result was not started. */
export function verdictOf(
  rows: readonly EachRow[],
  resultOf: (row: EachRow) => RowResult | undefined,
  lacksSignIn: boolean,
): Verdict {
  const results = rows.flatMap((row) => resultOf(row) ?? []);
  const count = (status: RowResult["status"]) => results.filter((result) => result.status === status).length;
  const others = (["failed", "cancelled", "parked", "waiting"] as const).map(
    (status) => [count(status), statusWords[status]] as const,
  );
  const parts = [...others, [rows.length - results.length, "not started"] as const]
    .filter(([number]) => number > 0)
    .map(([number, word]) => `, ${number} ${word}`);
  const withProblems = results.filter(({ status, problems = 0 }) => status === "completed" && problems > 0).length;
  const lines = [
    `${rows.length === 1 ? "1 row" : `${rows.length} rows`}: ${count("completed")} completed${parts.join("")}.`,
  ];
  if (withProblems > 0) lines.push(`In ${withProblems} of the completed ones some items of a list failed.`);
  const isDone = count("completed") === rows.length;
  const rests = count("parked") > 0 ? exitCodes.parked : count("waiting") > 0 ? exitCodes.waiting : undefined;
  const exitCode = exitCodeOf(isDone, lacksSignIn, rests);
  return { exitCode, lines: [...lines, ...failedTable(results)] };
}

function exitCodeOf(isDone: boolean, lacksSignIn: boolean, rests: ExitCode | undefined): ExitCode {
  if (isDone) return exitCodes.done;
  if (lacksSignIn) return exitCodes.signInNeeded;
  return rests ?? exitCodes.failed;
}

function failedTable(results: readonly RowResult[]): string[] {
  const failed = results.filter(({ status }) => status !== "completed");
  if (failed.length === 0) return [];
  const cells = failed.slice(0, TOLD).map(({ row, name, status, error, until }) => {
    const where = error?.node === undefined ? "" : `${error.node}: `;
    const waits = until === undefined ? "" : `until ${until}`;
    const why = plain(error === undefined ? waits : `${where}${error.message}`);
    return [String(row), name, statusWords[status], why.length > MAX_WORDS ? `${why.slice(0, MAX_WORDS - 1)}…` : why];
  });
  const more = failed.length > TOLD ? [`and ${failed.length - TOLD} more`] : [];
  return [toTable(["Row", "Name", "State", "Why"], cells), ...more];
}
