import type { Terminal } from "@/cli/command";
import { progressLine } from "./progressLine";
import type { EachRow } from "./row";
import { type RowResult, statusWords } from "./rowResult";

/** Milliseconds between two drawings. */
const REDRAWN_MS = 200;

/** Shows how far the rows have come: a line that is drawn over at a terminal, elsewhere a line for each row. */
export interface Board {
  begin(row: EachRow): void;
  /** Of a row at work how much is done, 0 to 1. */
  share(row: EachRow, share: number): void;
  end(row: EachRow, result: RowResult): void;
  close(): void;
}

export interface BoardOptions {
  terminal: Pick<Terminal, "say" | "status">;
  rows: number;
  /** Rows that had come to an end before. */
  done: number;
  /** In milliseconds, of any beginning. */
  now?: () => number;
}

export function createBoard({ terminal, rows, done, now = () => performance.now() }: BoardOptions): Board {
  const { say, status } = terminal;
  const began = now();
  const working = new Map<number, number>();
  const isEnded = { here: 0, failed: 0 };

  const leftMs = () => {
    const here = isEnded.here + Array.from(working.values()).reduce((sum, share) => sum + share, 0);
    // One row says little of the others.
    return isEnded.here < 2 ? undefined : ((now() - began) / here) * (rows - done - here);
  };
  const draw = () => {
    const tally = { rows, ended: done + isEnded.here, failed: isEnded.failed, working: [...working.values()] };
    status?.draw(progressLine({ ...tally, leftMs: leftMs() }, status.columns()));
  };
  draw();
  const timer = status === undefined ? undefined : setInterval(draw, REDRAWN_MS).unref();
  return {
    begin: (row) => void working.set(row.number, 0),
    share: (row, share) => void working.set(row.number, share),
    end: (row, result) => {
      working.delete(row.number);
      isEnded.here++;
      if (result.status === "failed") isEnded.failed++;
      if (status === undefined) say(lineOf(result));
    },
    close: () => {
      clearInterval(timer);
      status?.draw("");
    },
  };
}

function lineOf({ name, status, error }: RowResult): string {
  if (status === "completed") return `✓ ${name}`;
  return status === "failed"
    ? `✗ ${name}: ${plain(error?.message ?? statusWords.failed)}`
    : `– ${name}: ${statusWords[status]}`;
}

/** One line; what a model or an upstream says may hold what a terminal takes for a command. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/\p{Cc}/gu, "")
    .trim();
}
